//! Line charts with bands as SVG, light and dark.

use std::fmt::Write;

/// Curves over one pair of axes.
pub struct Panel {
    pub title: String,
    /// Of the horizontal axis.
    pub label: String,
    pub x: Vec<f64>,
    pub lines: Vec<Line>,
    /// Whether the vertical axis is logarithmic.
    pub logarithmic: bool,
}

/// One curve.
pub struct Line {
    pub label: String,
    /// Number of its colour.
    pub color: usize,
    /// [x]
    pub y: Vec<f64>,
    /// Lower and upper edge, both [x].
    pub band: Option<(Vec<f64>, Vec<f64>)>,
}

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 58.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 40.0;
const GAP: f64 = 22.0;
const ROW: f64 = 15.0;
/// The least that a logarithmic axis shows.
const LEAST: f64 = 1e-14;

/// Light and dark, by number.
const COLORS: [(&str, &str); 8] = [
    ("#0b6bcb", "#6cb6ff"),
    ("#c2410c", "#ff9d5c"),
    ("#15803d", "#5fd38d"),
    ("#7c3aed", "#bd9bff"),
    ("#6b7280", "#a3a9b3"),
    ("#a16207", "#e3b341"),
    ("#be185d", "#ff8cc0"),
    ("#0f766e", "#4fd1c5"),
];

/// The panels side by side, under a title for those who do not see it.
pub fn chart(title: &str, panels: &[Panel]) -> String {
    let rows = panels.iter().map(|panel| panel.lines.len()).max().unwrap_or(0) as f64;
    let width = panels.len() as f64 * (LEFT + WIDTH + GAP);
    let height = TOP + HEIGHT + BOTTOM + ROW * rows;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n{}",
        escaped(title),
        style()
    );
    for (index, panel) in panels.iter().enumerate() {
        panel.draw(LEFT + index as f64 * (LEFT + WIDTH + GAP), &mut svg);
    }
    svg + "</svg>\n"
}

impl Panel {
    fn draw(&self, left: f64, svg: &mut String) {
        let axis = Axis::new(self);
        let (first, last) = (self.x.first().copied().unwrap_or(0.0), self.x.last().copied().unwrap_or(1.0));
        let x = |value: f64| left + WIDTH * (value - first) / (last - first).max(f64::MIN_POSITIVE);
        text(svg, (left, 18.0), ("title", "start"), &self.title);
        for (value, name) in axis.ticks() {
            let y = axis.y(value);
            line(svg, "grid", &[(left, y), (left + WIDTH, y)]);
            text(svg, (left - 6.0, y + 4.0), ("", "end"), &name);
        }
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let value = first + share * (last - first);
            text(svg, (x(value), TOP + HEIGHT + 15.0), ("", "middle"), &short(value));
        }
        text(svg, (left + 0.5 * WIDTH, TOP + HEIGHT + 31.0), ("note", "middle"), &self.label);
        for (row, curve) in self.lines.iter().enumerate() {
            let color = curve.color % COLORS.len();
            let points = |values: &[f64]| -> Vec<(f64, f64)> {
                self.x.iter().zip(values).map(|(&at, &value)| (x(at), axis.y(value))).collect()
            };
            if let Some((low, high)) = &curve.band {
                let mut edge = points(low);
                edge.extend(points(high).into_iter().rev());
                let _ = writeln!(svg, "<polygon class=\"band c{color}\" points=\"{}\"/>", path(&edge));
            }
            // There are more curves than colours: those beyond are dashed.
            let dash = if curve.color < COLORS.len() { "" } else { " dashed" };
            line(svg, &format!("line c{color}{dash}"), &points(&curve.y));
            let y = TOP + HEIGHT + BOTTOM + 6.0 + ROW * row as f64;
            line(svg, &format!("line c{color}{dash}"), &[(left, y - 4.0), (left + 18.0, y - 4.0)]);
            text(svg, (left + 24.0, y), ("", "start"), &curve.label);
        }
    }
}

/// The vertical axis.
struct Axis {
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl Axis {
    /// Holds all curves; bands may be cut.
    fn new(panel: &Panel) -> Self {
        let values = panel.lines.iter().flat_map(|line| &line.y).copied();
        if panel.logarithmic {
            let logs = values.map(|value| value.max(LEAST).log10());
            let (low, high) = extent(logs);
            return Axis { low: low.floor(), high: high.ceil().max(low.floor() + 1.0), logarithmic: true };
        }
        let (low, high) = extent(values);
        let margin = 0.05 * (high - low).max(1e-12);
        Axis { low: low - margin, high: high + margin, logarithmic: false }
    }

    fn y(&self, value: f64) -> f64 {
        let value = if self.logarithmic { value.max(LEAST).log10() } else { value };
        TOP + HEIGHT * (self.high - value.clamp(self.low, self.high)) / (self.high - self.low)
    }

    fn ticks(&self) -> Vec<(f64, String)> {
        if self.logarithmic {
            let stride = ((self.high - self.low) / 7.0).ceil().max(1.0) as i32;
            let powers = (self.low as i32..=self.high as i32).step_by(stride as usize);
            return powers.map(|power| (10_f64.powi(power), format!("1e{power}"))).collect();
        }
        (0..=4)
            .map(|i| self.low + 0.25 * f64::from(i) * (self.high - self.low))
            .map(|value| (value, short(value)))
            .collect()
    }
}

fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let finite = values.filter(|value| value.is_finite());
    let (low, high) =
        finite.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

fn style() -> String {
    let rule = |(number, color): (usize, &str)| format!("  .c{number} {{ --c: {color} }}\n");
    let light: String = COLORS.iter().map(|(light, _)| *light).enumerate().map(rule).collect();
    let dark: String = COLORS.iter().map(|(_, dark)| *dark).enumerate().map(rule).collect();
    format!(
        "<style>\n  text {{ font: 11px system-ui, sans-serif; fill: #333 }}\n  .title {{ font-size: 13px; font-weight: 600 }}\n  \
         .note {{ fill: #666 }}\n  .grid {{ stroke: #8884; fill: none }}\n  .line {{ stroke: var(--c); stroke-width: 1.8; fill: none }}\n  .dashed {{ stroke-dasharray: 5 3 }}\n  \
         .band {{ fill: var(--c); fill-opacity: 0.16 }}\n{light}  @media (prefers-color-scheme: dark) {{\n  text {{ fill: #ddd }}\n  \
         .note {{ fill: #aaa }}\n{dark}  }}\n</style>\n"
    )
}

fn text(svg: &mut String, (x, y): (f64, f64), (class, anchor): (&str, &str), words: &str) {
    let words = escaped(words);
    // Writing to a text cannot fail.
    let _ = writeln!(
        svg,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
    );
}

fn line(svg: &mut String, class: &str, points: &[(f64, f64)]) {
    let _ = writeln!(svg, "<polyline class=\"{class}\" points=\"{}\"/>", path(points));
}

fn path(points: &[(f64, f64)]) -> String {
    let words: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    words.join(" ")
}

fn short(value: f64) -> String {
    let rounded = format!("{value:.2}");
    rounded.trim_end_matches('0').trim_end_matches('.').into()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

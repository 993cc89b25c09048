//! `l2o theory`: what the paper proves, at the point and on the function of a link.

use l2o_playground::experiment::Config;
use l2o_playground::experiment::figures::{self, Newton, Orbit, Turning};
use serde::Serialize;

/// What `--json` prints, as one line. Parts that mean nothing for the link's figure are `null`.
#[derive(Serialize)]
struct Report {
    orbit: Option<Orbit>,
    newton: Option<Newton>,
    turning: Option<Turning>,
}

/// Prints the theory of a config.
pub fn theory(config: &Config, json: bool) {
    let report = Report {
        orbit: figures::orbit(config),
        newton: figures::newton(config),
        turning: figures::turning(config),
    };
    if json {
        match serde_json::to_string(&report) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("l2o: the report could not be written: {error}"),
        }
        return;
    }
    if report.newton.is_none() {
        println!("The theory is about functions of the plane.");
    }
    report.newton.iter().for_each(print_newton);
    report.orbit.iter().for_each(print_orbit);
    report.turning.iter().for_each(print_turning);
}

fn print_newton(newton: &Newton) {
    println!("Newton's step (Proposition 4.1)");
    row("w", &newton.point);
    row("L(w)", &[newton.value]);
    row("∇L(w)", &newton.gradient);
    row("eigenvalues of H", &newton.curvatures);
    let Some(vectors) = &newton.vectors else {
        println!("  the gradient is zero, or the Hessian singular: there is no Newton step");
        return;
    };
    row("v₂ = −H⁻¹∇L", &vectors.newton);
    row("v∥", &vectors.parallel);
    row("v⊥", &vectors.orthogonal);
    row("∂‖∇L‖²/∂v⊥", &[vectors.slope]);
    if let Some([left, right]) = newton.lemma {
        let sign = if left <= right { "≤" } else { ">" };
        println!("  {:<17} {} {sign} {}", "Lemma A.1", figure(left), figure(right));
    }
}

fn print_orbit(orbit: &Orbit) {
    println!("Orbit of the start");
    row("f", &[f64::from(orbit.f)]);
    row("spread of f", &[f64::from(orbit.spread)]);
    row("‖∇f‖ at the start", &orbit.gradient_norm[..1].iter().map(|&g| f64::from(g)).collect::<Vec<_>>());
    row("steepest θ", &[f64::from(orbit.steepest.theta)]);
    row("steepest point", &orbit.steepest.point.map(f64::from));
    row("‖∇f‖ there", &[f64::from(orbit.steepest.gradient_norm)]);
}

fn print_turning(turning: &Turning) {
    println!("Learning to teleport on the fly (Algorithm 2)");
    row("α", &[turning.alpha]);
    row("f(x')", &[turning.next]);
    row("∂f(x')/∂θ", &[turning.closed]);
    row("by differences", &[turning.numeric]);
    row("turns over at α", &[turning.turns_over_at]);
}

fn row(name: &str, values: &[f64]) {
    let values: Vec<String> = values.iter().copied().map(figure).collect();
    println!("  {name:<17} {}", values.join(", "));
}

/// Written out where that is short.
fn figure(value: f64) -> String {
    let written_out = value.abs() < f64::MIN_POSITIVE || (1e-4..1e6).contains(&value.abs());
    if written_out { format!("{value:.6}") } else { format!("{value:.6e}") }
}

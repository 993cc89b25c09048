//! Fields that contradict each other, or ask for more work or memory than a link may, get their defaults and are reported.

use l2o_playground::experiment::{Config, change, decode, encode};

/// The fields reported for a link. What is left must be valid: its own link decodes to it without problems.
fn reported(link: &str) -> Vec<String> {
    let decoded = decode(link);
    let again = decode(&encode(&decoded.config));
    assert_eq!(again.problems, [], "{link} was mended to {}", encode(&decoded.config));
    assert_eq!(again.config, decoded.config, "{link}");
    decoded.problems.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn a_singular_matrix_is_refused() {
    for matrix in ["1,2,2,4", "0,0,0,0", "1,1,1,1.00005", "100,10,10,1", "0,1,0,1"] {
        let link = format!("task=booth-custom&booth_A={matrix}");
        assert_eq!(reported(&link), ["booth_A"], "{matrix}");
        assert_eq!(decode(&link).config.booth_a, Config::default().booth_a, "{matrix}");
        assert!(decode(&link).problems[0].takes.contains("|det A|"), "{:?}", decode(&link).problems);
    }
    for matrix in ["1,1,1,1.001", "-1,0,0,1", "0,1,1,0"] {
        assert_eq!(reported(&format!("task=booth-custom&booth_A={matrix}")), [""; 0], "{matrix}");
    }
}

#[test]
fn a_factor_with_a_root_is_refused() {
    // No value, linear, two roots, a double root, roots far out, too near to zero.
    for c in ["0", "0,0,0", "1,1", "0,1", "1,0,-1", "1,2,1", "-1,0,1e-3", "1e-5", "1,2,1.00005"] {
        let link = format!("task=rosenbrock-custom&ros_c={c}");
        assert_eq!(reported(&link), ["ros_c"], "{c}");
        assert_eq!(decode(&link).config.ros_c, Config::default().ros_c, "{c}");
    }
    for c in ["1", "-3", "1,0,1", "1,1,1", "-1,1,-1", "1,2,1.001", "0.001", "2,0,0"] {
        assert_eq!(reported(&format!("task=rosenbrock-custom&ros_c={c}")), [""; 0], "{c}");
    }
}

#[test]
fn a_slope_of_zero_is_refused() {
    for a in ["0", "-0", "1e-5", "-9e-5"] {
        assert_eq!(reported(&format!("task=rosenbrock-custom&ros_a={a}")), ["ros_a"], "{a}");
    }
    assert_eq!(reported("task=rosenbrock-custom&ros_a=0&ros_c=0"), ["ros_a", "ros_c"]);
}

#[test]
fn parameters_of_another_task_may_be_anything_until_the_task_is_chosen() {
    let unused = "booth_A=0,0,0,0&ros_a=0&ros_c=0";
    assert_eq!(reported(unused), [""; 0]);
    for (task, field) in [("booth-custom", "booth_A"), ("rosenbrock-custom", "ros_a")] {
        let mut config = decode(unused).config;
        let problems = change(&mut config, "task", task).err().unwrap_or_default();
        assert_eq!(problems.first().map(|problem| problem.field.as_str()), Some(field), "{task}");
        assert_eq!(config, decode(unused).config, "{task}");
    }
}

#[test]
fn the_shown_task_must_be_one_of_the_unseen_ones() {
    assert_eq!(reported("eval_tasks=10&show=9"), [""; 0]);
    assert_eq!(reported("show=9&eval_tasks=9"), ["show"]);
    assert_eq!(reported("show=256"), ["show"]);
    assert_eq!(decode("eval_tasks=9&show=9").problems[0].takes, "a whole number below eval_tasks = 9");
}

#[test]
fn too_much_training_is_refused_with_how_much_it_would_be() {
    let link = "runs=100000&steps=1000&batch=256&hidden=300";
    assert_eq!(reported(link), ["runs", "batch"]);
    let decoded = decode(link);
    assert!(decoded.problems[0].takes.contains("operations"), "{}", decoded.problems[0]);
    assert_eq!((decoded.config.runs, decoded.config.batch), (400, 16));
    assert_eq!((decoded.config.steps, decoded.config.hidden), (1000, 300), "what is not too much stays");
    assert_eq!(
        reported("opt=gd,adam&runs=100000&steps=1000&batch=256&hidden=300"),
        [""; 0],
        "nothing is trained"
    );
}

#[test]
fn too_much_memory_is_refused_with_how_much_it_would_be() {
    let link = "unroll=1000&steps=1000&hidden=300";
    assert_eq!(reported(link), ["unroll"]);
    assert!(decode(link).problems[0].takes.contains("MB"), "{}", decode(link).problems[0]);
    // An unroll is no longer than its run.
    assert_eq!(reported("unroll=1000&steps=100&hidden=300"), [""; 0]);
}

#[test]
fn too_much_evaluation_is_refused_with_how_much_it_would_be() {
    let link = "eval_tasks=4096&eval_steps=1000&hidden=300";
    assert_eq!(reported(link), ["eval_tasks"]);
    assert!(decode(link).problems[0].takes.contains("evaluating"), "{}", decode(link).problems[0]);
    assert_eq!(
        reported("opt=momentum&eval_tasks=4096&eval_steps=1000&hidden=300"),
        [""; 0],
        "nothing learned"
    );
}

#[test]
fn a_mended_evaluation_still_holds_the_shown_task() {
    assert_eq!(reported("eval_tasks=4096&eval_steps=1000&hidden=300&show=4000"), ["eval_tasks", "show"]);
}

#[test]
fn a_change_that_asks_for_too_much_changes_nothing() {
    let mut config = decode("runs=20000&steps=1000").config;
    let before = config.clone();
    assert_eq!(before.runs, 20_000);
    let problems = change(&mut config, "hidden", "300").err().unwrap_or_default();
    assert!(problems.iter().any(|problem| problem.takes.contains("operations")), "{problems:?}");
    assert_eq!(config, before);
}

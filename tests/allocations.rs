//! Training allocates when a session is made, when a run draws its tasks, and for the copies that are kept of the optimizer;
//! at no step in between.

use allocation_counter::{AllocationInfo, measure};
use l2o_playground::experiment::{OptimizerName, Session, decode};

/// Steps of a run, and of an unroll.
const STEPS: usize = 12;
const UNROLL: usize = 4;
/// A step forward and a step backward are one piece of work each; the last of an unroll also updates the weights.
const PIECES: usize = 2 * STEPS;

const PLANE: &str = "#v=1&task=rosenbrock-variable&hidden=7&batch=5&runs=9";
const PERCEPTRON: &str = "#v=1&task=mlp&hidden=7&batch=2&runs=9";

/// Does one piece of work.
fn advance(session: &mut Session) -> AllocationInfo {
    measure(|| {
        session.advance();
    })
}

/// After its first unroll the session allocates nothing at any step forward or backward or in Adam. What the start of a run
/// takes for new tasks, it gives back for the old ones.
fn assert_steady(link: &str, optimizer: OptimizerName) {
    let case = format!("{optimizer:?} of {link}");
    let decoded = decode(&format!("{link}&steps={STEPS}&unroll={UNROLL}"));
    assert!(decoded.problems.is_empty(), "{case}: {:?}", decoded.problems);
    let mut session = Session::new(decoded.config, optimizer);
    for _ in 0..2 * UNROLL {
        session.advance();
    }
    assert_eq!(session.meta_losses().len(), 1, "{case}");
    for piece in 2 * UNROLL..5 * PIECES {
        let kept = session.checkpoints().len();
        let info = advance(&mut session);
        if session.checkpoints().len() > kept {
            continue; // a copy of the optimizer was kept, which is rare
        }
        if (piece + 1).is_multiple_of(PIECES) {
            assert_eq!((info.count_current, info.bytes_current), (0, 0), "{case}, start of a run");
        } else {
            assert_eq!(info.count_total, 0, "{case}, piece {piece}");
        }
    }
    assert_eq!(session.meta_losses().len(), 5 * STEPS / UNROLL, "{case}");
    assert_eq!(session.progress().skipped, 0, "{case}");
}

#[test]
fn no_step_in_the_plane_allocates() {
    for optimizer in [OptimizerName::L2o, OptimizerName::L2oTele, OptimizerName::LrTeleMom] {
        for fields in ["", "&lstms=one&lag=1&alpha_map=clamp", "&net=coordinatewise&second_order=1"] {
            assert_steady(&format!("{PLANE}{fields}"), optimizer);
        }
    }
}

#[test]
fn no_step_of_a_perceptron_allocates() {
    for optimizer in [OptimizerName::L2o, OptimizerName::LrTele, OptimizerName::LrTeleMom] {
        for fields in ["&features=raw&loss=f&lstms=one&lag=1&alpha_map=clamp", "&features=logsign&carry=w"] {
            assert_steady(&format!("{PERCEPTRON}{fields}"), optimizer);
        }
    }
}

#[test]
fn allocations_are_counted() {
    let info = measure(|| drop(std::hint::black_box(vec![0_u8; 5])));
    assert_eq!((info.count_total, info.bytes_total, info.count_current), (1, 5, 0));
}

//! Weights from elsewhere: what is given out can be evaluated again to the same bits, and what does not fit changes nothing.
// a failed unwrap is a failed test
#![allow(clippy::unwrap_used)]

mod support;

use l2o_playground::experiment::{Config, OptimizerName, Phase, Session, WeightsError, decode, owners};
use l2o_playground::nn::{Tensor, TensorError};
use support::bits;

const LINK: &str =
    "v=1&opt=l2o,l2o-tele,gd&hidden=3&runs=2&steps=6&unroll=3&batch=2&eval_tasks=5&eval_steps=7";

fn config(extra: &str) -> Config {
    let decoded = decode(&format!("{LINK}{extra}"));
    assert_eq!(decoded.problems, []);
    decoded.config
}

fn trained(config: &Config, optimizer: OptimizerName) -> Session {
    let mut session = Session::new(config.clone(), optimizer);
    session.finish();
    session
}

/// All weights of the trained experiment.
fn weights() -> Vec<Tensor> {
    let both = [OptimizerName::L2o, OptimizerName::L2oTele];
    both.iter().flat_map(|&optimizer| trained(&config(""), optimizer).tensors()).collect()
}

/// The sentence about weights of which one was changed.
fn refused(config: &Config, name: &str, change: impl FnOnce(&mut Tensor)) -> String {
    let mut tensors = weights();
    change(tensors.iter_mut().find(|tensor| tensor.name == name).unwrap());
    owners(config, &tensors).unwrap_err().to_string()
}

#[test]
fn imported_weights_give_the_same_bits_as_the_training_that_made_them() {
    let config = config("");
    let mut weights = weights();
    weights.reverse();
    let owners = owners(&config, &weights).unwrap();
    assert_eq!(owners.len(), 2);
    for (optimizer, learned) in owners {
        let here = trained(&config, optimizer);
        let mut there = Session::imported(config.clone(), optimizer, learned);
        assert_eq!(there.progress().phase, Phase::Evaluating, "{optimizer:?} is not trained");
        there.finish();
        assert_eq!(there.trajectory(), here.trajectory(), "{optimizer:?}");
        let (mine, theirs) = (here.summary().unwrap(), there.summary().unwrap());
        assert_eq!(bits(&mine.finals), bits(&theirs.finals), "{optimizer:?}");
        assert_eq!(bits(&mine.median), bits(&theirs.median), "{optimizer:?}");
        assert_ne!(mine.hash, theirs.hash, "{optimizer:?}: it is no run of the link");
        assert_eq!(there.tensors(), here.tensors(), "{optimizer:?}");
        assert!(there.meta_losses().is_empty() && there.checkpoints().is_empty());
    }
}

#[test]
fn names_say_optimizer_and_network() {
    let names: Vec<String> = weights().into_iter().map(|tensor| tensor.name).collect();
    assert_eq!(names[0], "l2o.m1.weight_ih_l0");
    assert_eq!(names.len(), 10 + 2 * 10);
    assert_eq!(names.last().map(String::as_str), Some("l2o-tele.m2.head_bias"));
    assert!(trained(&config(""), OptimizerName::Gd).tensors().is_empty());
}

#[test]
fn weights_as_they_were_are_those_of_the_checkpoint() {
    let session = trained(&config(""), OptimizerName::L2o);
    let untrained = Session::new(config(""), OptimizerName::L2o).tensors();
    assert_eq!(session.tensors_then(0), untrained);
    assert_ne!(session.tensors(), untrained);
}

#[test]
fn another_start_is_adopted_another_training_is_not() {
    let (_, learned) = owners(&config(""), &weights()).unwrap().swap_remove(0);
    let mut session = Session::imported(config(""), OptimizerName::L2o, learned);
    session.finish();
    assert!(session.adopt(config("&start=0.5,0.25")));
    assert_eq!(bits(&session.trajectory().x[..2]), bits(&[0.5, 0.25]));
    assert!(!session.adopt(config("&seed=9")));
}

#[test]
fn what_does_not_fit_is_named() {
    let name = "l2o.m1.weight_ih_l0";
    let message = refused(&config(""), name, |tensor| tensor.shape = vec![4, 6]);
    assert_eq!(message, "l2o.m1.weight_ih_l0 has shape [4, 6], expected [12, 2]");
    let message = refused(&config(""), "l2o-tele.m2.head_bias", |tensor| tensor.values[0] = f32::NAN);
    assert_eq!(message, "l2o-tele.m2.head_bias holds a value that is not finite");
    let message = refused(&config(""), name, |tensor| tensor.name = "l2o.m1.weight".into());
    assert_eq!(message, "l2o.m1.weight_ih_l0 is missing");
    let wide = decode(&format!("{}&hidden=4", LINK.replace("&hidden=3", ""))).config;
    let message = owners(&wide, &weights()).unwrap_err().to_string();
    assert_eq!(message, "l2o.m1.weight_ih_l0 has shape [12, 2], expected [16, 2]");
}

#[test]
fn weights_that_would_be_left_over_are_refused() {
    let mut tensors = weights();
    tensors.push(Tensor { name: "l2o.m2.head_bias".into(), shape: vec![1], values: vec![0.0] });
    let error = owners(&config(""), &tensors).unwrap_err();
    assert_eq!(error, WeightsError::Tensor(TensorError::Unknown { name: "l2o.m2.head_bias".into() }));
    assert_eq!(error.to_string(), "“l2o.m2.head_bias” is not one of this network's tensors");
}

#[test]
fn optimizers_without_weights_in_the_file_stay_and_others_are_left_aside() {
    let mut config = config("");
    config.optimizers = vec![OptimizerName::L2oTele, OptimizerName::Lr];
    let found: Vec<OptimizerName> =
        owners(&config, &weights()).unwrap().into_iter().map(|(optimizer, _)| optimizer).collect();
    assert_eq!(found, [OptimizerName::L2oTele]);
    config.optimizers = vec![OptimizerName::Lr, OptimizerName::LrMom];
    assert_eq!(
        owners(&config, &weights()).unwrap_err().to_string(),
        "the weights begin with “l2o.m1.weight_ih_l0”, but those of this experiment begin with lr. or lr-mom."
    );
    assert_eq!(owners(&config, &[]).unwrap_err(), WeightsError::Empty);
    config.optimizers = vec![OptimizerName::Gd];
    assert_eq!(owners(&config, &weights()).unwrap_err(), WeightsError::NothingLearned);
}

#[test]
fn every_kind_of_learned_optimizer_makes_the_round_trip() {
    for extra in
        ["", "&lstms=one", "&net=coordinatewise&features=logsign", "&task=mlp&mlp_widths=2,3,2&mlp_samples=2"]
    {
        let names = "l2o,l2o-tele,lr,lr-tele,lr-mom,lr-tele-mom";
        let link =
            format!("v=1&opt={names}&hidden=2&runs=1&steps=2&unroll=2&eval_tasks=1&eval_steps=3{extra}");
        let config = decode(&link).config;
        for &optimizer in &config.optimizers {
            let here = trained(&config, optimizer);
            let (_, learned) = owners(&config, &here.tensors()).unwrap().swap_remove(0);
            let mut there = Session::imported(config.clone(), optimizer, learned);
            there.finish();
            assert_eq!(there.trajectory(), here.trajectory(), "{optimizer:?} {extra}");
        }
    }
}

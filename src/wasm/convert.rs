//! Rust values as JavaScript values.

use crate::experiment::Trajectory;
use crate::nn::Tensor;
use js_sys::{Array, Float32Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A plain object, as `JSON.parse` would make it: maps are objects, nothing is `null`.
pub fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// A trajectory as an object of typed arrays.
pub fn trajectory(from: &Trajectory) -> Result<JsValue, JsValue> {
    let object = Object::new();
    let arrays = [
        ("x", &from.x),
        ("middle", &from.middle),
        ("arcs", &from.arcs),
        ("f", &from.f),
        ("gradient_norm", &from.gradient_norm),
        ("element", &from.element),
        ("invariance", &from.invariance),
        ("alpha", &from.alpha),
        ("beta", &from.beta),
    ];
    for (name, values) in arrays {
        Reflect::set(&object, &name.into(), &Float32Array::from(values.as_slice()))?;
    }
    let plain: [(&str, JsValue); 2] =
        [("dimension", from.dimension.into()), ("jump_first", from.jump_first.into())];
    for (name, value) in plain {
        Reflect::set(&object, &name.into(), &value)?;
    }
    let singular: Array = from.singular.iter().map(|&step| JsValue::from(step)).collect();
    Reflect::set(&object, &"singular".into(), &singular)?;
    let diverged_at = from.diverged_at.map_or(JsValue::NULL, JsValue::from);
    Reflect::set(&object, &"diverged_at".into(), &diverged_at)?;
    Ok(object.into())
}

/// Tensors as objects of name, shape and typed array.
pub fn tensors(from: &[Tensor]) -> Result<JsValue, JsValue> {
    let all = Array::new();
    for tensor in from {
        let object = Object::new();
        let shape: Array = tensor.shape.iter().map(|&size| JsValue::from(size)).collect();
        Reflect::set(&object, &"name".into(), &tensor.name.as_str().into())?;
        Reflect::set(&object, &"shape".into(), &shape)?;
        Reflect::set(&object, &"values".into(), &Float32Array::from(tensor.values.as_slice()))?;
        all.push(&object);
    }
    Ok(all.into())
}

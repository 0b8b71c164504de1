//! Which losses candle has, with which operands and parameter values: one row a loss, or a function of it.

use serde_json::{json, Value};

use crate::losses;
use crate::lossproof::{Answer, Loss, Question};

/// On the CPU every operation is there in each of them, and rounds to it.
pub const DTYPES: &[&str] = &["f64", "f32", "f16", "bf16"];

const MEAN: &[&str] = &["mean"];
const NONE: &[&str] = &["none"];
const PAIR: &[&str] = &["value", "gradient.prediction", "gradient.target"];
const LOGITS: &[&str] = &["value", "gradient.logits"];

pub fn declared() -> Vec<Loss> {
    // Nothing is weighed or ignored, so that it does not matter what such a mean would divide by.
    let elements = json!({ "denominator": "any" });
    let rows = json!({ "denominator": "any", "class_axis": [-1] });
    // The largest logit of no row at all is asked for, and refused.
    let logits = json!({ "denominator": "any", "class_axis": [-1], "empty": ["throw"] });
    vec![
        row("mse", losses::mse, elements.clone(), MEAN, PAIR),
        row(
            "huber",
            losses::huber,
            json!({ "denominator": "any", "delta": "any" }),
            MEAN,
            PAIR,
        ),
        row(
            "bce_with_logits",
            losses::bce_with_logits,
            elements,
            MEAN,
            &["value", "gradient.logits", "gradient.target"],
        ),
        row(
            "nll",
            losses::nll,
            rows,
            MEAN,
            &["value", "gradient.log_probability"],
        ),
        row("cross_entropy", losses::cross_entropy, logits, MEAN, LOGITS),
        row("softmax", losses::softmax, json!({}), NONE, LOGITS),
        // It has no derivative.
        row(
            "softmax@softmax_last_dim",
            losses::softmax_last_dim,
            json!({}),
            NONE,
            &["value"],
        ),
        row("log_softmax", losses::log_softmax, json!({}), NONE, LOGITS),
        row("log_sum_exp", losses::log_sum_exp, json!({}), NONE, LOGITS),
    ]
}

fn row(
    name: &'static str,
    function: fn(&Question) -> Answer,
    params: Value,
    reductions: &'static [&'static str],
    wants: &'static [&'static str],
) -> Loss {
    Loss {
        name,
        function,
        origin: "library",
        params,
        optional: &[],
        reductions,
        dtypes: DTYPES,
        wants,
    }
}

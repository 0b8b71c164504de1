//! Which losses Burn has, with which operands and parameter values: one row a loss, or a function of it.

use serde_json::{json, Value};

use crate::losses;
use crate::lossproof::{Answer, Loss, Question};

const ALL: &[&str] = &["none", "sum", "mean"];
const MEAN: &[&str] = &["mean"];
const NONE: &[&str] = &["none"];
const PAIR: &[&str] = &["value", "gradient.prediction", "gradient.target"];

pub fn declared() -> Vec<Loss> {
    [
        regression(),
        classification(),
        metric_learning(),
        numerics(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn regression() -> Vec<Loss> {
    vec![
        row("mse", losses::mse, unweighted(json!({})), ALL, PAIR),
        row(
            "mse@LpLoss",
            losses::mse_of_norm,
            unweighted(json!({})),
            ALL,
            PAIR,
        ),
        row("mae", losses::mae, unweighted(json!({})), ALL, PAIR),
        row(
            "huber",
            losses::huber,
            unweighted(json!({ "delta": "any" })),
            ALL,
            PAIR,
        ),
        row(
            "smooth_l1",
            losses::smooth_l1,
            unweighted(json!({ "beta": { "min": 1e-30 } })),
            ALL,
            PAIR,
        ),
        row(
            "poisson_nll",
            losses::poisson_nll,
            unweighted(json!({ "full": "any" })),
            ALL,
            &["value", "gradient.log_rate", "gradient.target"],
        ),
        row(
            "poisson_nll_rate",
            losses::poisson_nll_rate,
            unweighted(json!({ "full": "any", "eps": [1e-8] })),
            ALL,
            &["value", "gradient.rate", "gradient.target"],
        ),
        row(
            "gaussian_nll",
            losses::gaussian_nll,
            unweighted(json!({ "full": "any", "eps": "any" })),
            ALL,
            &[
                "value",
                "gradient.mean",
                "gradient.target",
                "gradient.variance",
            ],
        ),
    ]
}

fn classification() -> Vec<Loss> {
    let floor = json!({ "guard": ["log_floor"], "log_floor": [-100] });
    // A class weight is in the mean as that of the label, whatever the smoothing.
    let weighted = json!({ "denominator": ["target_weight"], "class_axis": [-1], "label_smoothing": "any",
        "smoothing_form": ["uniform"], "ignore_index": "any" });
    let per = json!({ "per": "any" });
    let log_target = &["value", "gradient.log_probability", "gradient.log_target"];
    vec![
        row(
            "bce",
            losses::bce,
            unweighted(floor),
            MEAN,
            &["value", "gradient.probability"],
        ),
        row(
            "bce_with_logits",
            losses::bce_with_logits,
            unweighted(json!({})),
            MEAN,
            &["value", "gradient.logits"],
        ),
        Loss {
            optional: &["class_weight"],
            ..row(
                "cross_entropy",
                losses::cross_entropy,
                weighted,
                MEAN,
                &["value", "gradient.logits"],
            )
        },
        row(
            "kl_div",
            losses::kl_div,
            per.clone(),
            ALL,
            &["value", "gradient.log_probability", "gradient.target"],
        ),
        row(
            "kl_div_log_target",
            losses::kl_div_log_target,
            per,
            ALL,
            log_target,
        ),
        row(
            "soft_margin",
            losses::soft_margin,
            unweighted(json!({})),
            ALL,
            &["value", "gradient.prediction"],
        ),
        row(
            "multi_margin",
            losses::multi_margin,
            unweighted(json!({ "margin": "any", "power": "any" })),
            ALL,
            &["value", "gradient.scores"],
        ),
        row(
            "ctc",
            losses::ctc,
            json!({ "zero_infinity": "any", "per_label": "any" }),
            ALL,
            &["value", "gradient.log_probs"],
        ),
    ]
}

fn metric_learning() -> Vec<Loss> {
    let margin = json!({ "margin": "any" });
    let pair = &["value", "gradient.first", "gradient.second"];
    let triplet = &[
        "value",
        "gradient.anchor",
        "gradient.positive",
        "gradient.negative",
    ];
    vec![
        row(
            "margin_ranking",
            losses::margin_ranking,
            unweighted(margin.clone()),
            ALL,
            pair,
        ),
        row(
            "hinge_embedding",
            losses::hinge_embedding,
            unweighted(margin.clone()),
            ALL,
            &["value", "gradient.distance"],
        ),
        row(
            "cosine_embedding",
            losses::cosine_embedding,
            margin.clone(),
            ALL,
            pair,
        ),
        row(
            "triplet_margin",
            losses::triplet_margin,
            margin,
            ALL,
            triplet,
        ),
    ]
}

fn numerics() -> Vec<Loss> {
    vec![
        row(
            "softmax",
            losses::softmax,
            json!({}),
            NONE,
            &["value", "gradient.logits"],
        ),
        row(
            "log_softmax",
            losses::log_softmax,
            json!({}),
            NONE,
            &["value", "gradient.logits"],
        ),
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
        dtypes: &["f32"],
        wants,
    }
}

/// Nothing is weighed, so that it does not matter what a weighted mean would divide by.
fn unweighted(mut params: Value) -> Value {
    params["denominator"] = json!("any");
    params
}

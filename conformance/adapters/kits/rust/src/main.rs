//! Your losses, for lossproof to judge: one loss is filled in, put yours beside it. The module `lossproof` speaks the
//! protocol; here a function gets a question and returns what was asked, in vectors of numbers in C order.

mod lossproof;

use lossproof::{
    Answer, Arithmetic, Failure, Implementation, Loss, Outputs, Question, Real, Reduction,
};
use serde_json::json;

/// Half the squared difference up to delta, a straight line of slope delta beyond.
fn huber<T: Real>(question: &Question) -> Answer {
    let delta: T = question.number("delta");
    let [zero, half] = [0.0, 0.5].map(T::from_f64);
    if !(delta > zero) {
        // Whatever your library refuses arrives as a refusal; a panic is a fault of the adapter.
        return Err(Failure::rejected(
            "ValueError",
            format!("delta must be positive, not {delta}"),
        ));
    }

    let (prediction, target) = (
        question.operand::<T>("prediction"),
        question.operand::<T>("target"),
    );
    let errors: Vec<T> = prediction
        .iter()
        .zip(&target)
        .map(|(&p, &t)| p - t)
        .collect();
    let term = |e: T| {
        if e.abs() <= delta {
            half * e * e
        } else {
            delta * (e.abs() - half * delta)
        }
    };
    let terms: Vec<T> = errors.iter().map(|&e| term(e)).collect();

    // A gradient is multiplied with the cotangent: one number for each value, so a single one after a reduction.
    let mut cotangents: Vec<T> = question.cotangent();
    let value = if question.reduction == Reduction::None {
        terms
    } else {
        let count = if question.reduction == Reduction::Mean {
            terms.len()
        } else {
            1
        };
        let count = T::from_f64(count as f64);
        cotangents = vec![cotangents[0] / count; terms.len()];
        vec![terms.iter().fold(zero, |sum, &x| sum + x) / count]
    };
    let gradient: Vec<T> = errors
        .iter()
        .zip(&cotangents)
        .map(|(&e, &c)| c * e.clamp(-delta, delta))
        .collect();
    let opposite: Vec<T> = gradient.iter().map(|&g| -g).collect();
    Ok(Outputs::new()
        .with("value", value)
        .with("gradient.prediction", gradient)
        .with("gradient.target", opposite))
}

fn main() {
    lossproof::serve(Implementation {
        name: "my losses",
        version: "0",
        device: "cpu",
        deterministic: true,
        // Whether bad input is promised to be refused, always.
        validates: false,
        // How each dtype is computed. Where f32 is computed in f64: Arithmetic { arithmetic: "f64", accumulator: "f64",
        // ..Arithmetic::plain("f32") }.
        arithmetic: vec![Arithmetic::plain("f64"), Arithmetic::plain("f32")],
        // `lossproof list` names the losses, `lossproof explain huber` shows the operands and parameters of one.
        losses: vec![
            Loss {
                name: "huber",
                function: |question| match question.dtype.as_str() {
                    "f64" => huber::<f64>(question),
                    "f32" => huber::<f32>(question),
                    other => Err(Failure::unsupported(other)),
                },
                // "library" where the function that is tested is your library's own, "composed" where it is put
                // together here.
                origin: "composed",
                // Which values each parameter may have. One that is not named is supported at its default only.
                params: json!({ "delta": "any" }),
                // The optional operands that may be given, such as "weight".
                optional: &[],
                reductions: &["none", "sum", "mean"],
                dtypes: &["f64", "f32"],
                // The value, and the gradients with respect to operands and parameters that there are.
                wants: &["value", "gradient.prediction", "gradient.target"],
            },
            // Loss { name: "mse", ... },
        ],
    });
}

//! The losses of burn::nn::loss, and of burn::tensor::activation what is a loss here.
//!
//! Each answers a question with one call of the library. Its numbers, such as delta, are plain numbers: they have no gradient.

use burn::nn::loss;
use burn::tensor::{activation, Tensor};

use crate::bridge::{answer, flat};
use crate::lossproof::{Answer, Failure, Question, Reduction};

/// An expression for tensors of rank `$rank`, which is a number to the compiler and here that of an operand.
macro_rules! by_rank {
    ($question:expr, $name:literal, $rank:ident => $of:expr) => {
        match $question.shape($name).len() {
            0 | 1 => {
                const $rank: usize = 1;
                $of
            }
            2 => {
                const $rank: usize = 2;
                $of
            }
            3 => {
                const $rank: usize = 3;
                $of
            }
            4 => {
                const $rank: usize = 4;
                $of
            }
            rank => return Err(Failure::unsupported(format!("a tensor of rank {rank}"))),
        }
    };
}

/// What a loss with a reduction of its own gives under that of the question.
macro_rules! reduced {
    ($loss:expr, $question:expr, $($operand:expr),+) => {
        match $question.reduction {
            Reduction::None => flat($loss.forward_no_reduction($($operand),+)),
            Reduction::Sum => $loss.forward($($operand,)+ loss::Reduction::Sum),
            Reduction::Mean => $loss.forward($($operand,)+ loss::Reduction::Mean),
        }
    };
}

/// Where all operands are tensors of one rank, and of floating-point numbers.
macro_rules! of_elements {
    ($question:expr, $loss:expr, $first:literal $(, $more:literal)*) => {
        answer($question, &[$first $(, $more)*], |given| {
            let loss = $loss;
            Ok(by_rank!($question, $first, D => {
                reduced!(loss, $question, given.real::<D>($first) $(, given.real::<D>($more))*)
            }))
        })
    };
}

// ---- regression

pub fn mse(question: &Question) -> Answer {
    of_elements!(question, loss::MseLoss::new(), "prediction", "target")
}

pub fn mae(question: &Question) -> Answer {
    of_elements!(question, loss::LpLossConfig::l1(), "prediction", "target")
}

pub fn mse_of_norm(question: &Question) -> Answer {
    of_elements!(question, loss::LpLossConfig::l2(), "prediction", "target")
}

pub fn huber(question: &Question) -> Answer {
    let config = loss::HuberLossConfig::new(question.number("delta"));
    of_elements!(question, config.init(), "prediction", "target")
}

pub fn smooth_l1(question: &Question) -> Answer {
    answer(question, &["prediction", "target"], |given| {
        let loss = loss::SmoothL1LossConfig::new()
            .with_beta(question.number("beta"))
            .init();
        Ok(by_rank!(question, "prediction", D => {
            let (prediction, target) = (given.real::<D>("prediction"), given.real::<D>("target"));
            match question.reduction {
                Reduction::None => flat(loss.forward(prediction, target)),
                Reduction::Sum => loss.forward_with_reduction(prediction, target, loss::Reduction::Sum),
                Reduction::Mean => loss.forward_with_reduction(prediction, target, loss::Reduction::Mean),
            }
        }))
    })
}

pub fn poisson_nll(question: &Question) -> Answer {
    let config = loss::PoissonNllLossConfig::new().with_full(question.flag("full"));
    of_elements!(question, config.init(), "log_rate", "target")
}

pub fn poisson_nll_rate(question: &Question) -> Answer {
    let config = loss::PoissonNllLossConfig::new().with_log_input(false);
    let config = config
        .with_full(question.flag("full"))
        .with_eps(question.number("eps"));
    of_elements!(question, config.init(), "rate", "target")
}

pub fn gaussian_nll(question: &Question) -> Answer {
    let config = loss::GaussianNLLLossConfig::new().with_full(question.flag("full"));
    let config = config.with_eps(question.number("eps"));
    of_elements!(question, config.init(), "mean", "target", "variance")
}

// ---- classification

pub fn bce(question: &Question) -> Answer {
    binary(question, "probability", false)
}

pub fn bce_with_logits(question: &Question) -> Answer {
    binary(question, "logits", true)
}

fn binary(question: &Question, name: &'static str, logits: bool) -> Answer {
    if question
        .operand::<f64>("target")
        .iter()
        .any(|&label| label != 0.0 && label != 1.0)
    {
        return Err(Failure::unsupported("targets that are not whole numbers"));
    }
    answer(question, &[name], |given| {
        let loss = loss::BinaryCrossEntropyLossConfig::new()
            .with_logits(logits)
            .init(&given.device);
        Ok(
            by_rank!(question, "target", D => loss.forward(given.real::<D>(name), given.whole::<D>("target"))),
        )
    })
}

pub fn cross_entropy(question: &Question) -> Answer {
    let weights: Option<Vec<f32>> = question.optional("class_weight");
    if weights.iter().flatten().any(|&weight| weight == 0.0) {
        return Err(Failure::unsupported("a class weight of 0"));
    }
    let classes = question.shape("logits").last().copied().unwrap_or_default();
    let pad_tokens = match question.integer("ignore_index").map(usize::try_from) {
        None => None,
        Some(Ok(label)) if label < classes => Some(vec![label]),
        Some(_) => return Err(Failure::unsupported("an ignored label that is no class")),
    };
    let smoothing: f32 = question.number("label_smoothing");
    answer(question, &["logits"], |given| {
        let loss = loss::CrossEntropyLossConfig::new()
            .with_pad_tokens(pad_tokens)
            .with_weights(weights)
            .with_smoothing((smoothing != 0.0).then_some(smoothing))
            .init(&given.device);
        Ok(loss.forward(given.rows("logits"), given.integers("target")))
    })
}

pub fn kl_div(question: &Question) -> Answer {
    kullback_leibler(question, "target", false)
}

pub fn kl_div_log_target(question: &Question) -> Answer {
    kullback_leibler(question, "log_target", true)
}

/// The mean over rows is the library's BatchMean; elements have no sums over rows without a reduction.
fn kullback_leibler(question: &Question, target: &'static str, log_target: bool) -> Answer {
    let of_rows = question.text("per") == "row";
    if of_rows && question.reduction == Reduction::None {
        return Err(Failure::unsupported("a divergence of each row"));
    }
    answer(question, &["log_probability", target], |given| {
        let loss = loss::KLDivLossConfig::new()
            .with_log_target(log_target)
            .init();
        Ok(by_rank!(question, "log_probability", D => {
            let (prediction, target) = (given.real::<D>("log_probability"), given.real::<D>(target));
            if of_rows && question.reduction == Reduction::Mean {
                loss.forward(prediction, target, loss::Reduction::BatchMean)
            } else {
                reduced!(loss, question, prediction, target)
            }
        }))
    })
}

pub fn soft_margin(question: &Question) -> Answer {
    of_elements!(
        question,
        loss::SoftMarginLoss::new(),
        "prediction",
        "target"
    )
}

pub fn multi_margin(question: &Question) -> Answer {
    answer(question, &["scores"], |given| {
        let loss = loss::MultiMarginLossConfig::new()
            .with_margin(question.number("margin"))
            .with_p(if question.text("power") == "squared" {
                2
            } else {
                1
            })
            .init();
        Ok(reduced!(
            loss,
            question,
            given.real::<2>("scores"),
            given.whole::<1>("target")
        ))
    })
}

pub fn ctc(question: &Question) -> Answer {
    // The mean is over losses that are divided by their numbers of labels; sum and none are of plain losses.
    let per_label = question.flag("per_label");
    if per_label != (question.reduction == Reduction::Mean) {
        return Err(Failure::unsupported(format!(
            "per_label = {per_label} under this reduction"
        )));
    }
    answer(question, &["log_probs"], |given| {
        let loss = loss::CTCLossConfig::new()
            .with_zero_infinity(question.flag("zero_infinity"))
            .init();
        let log_probs = given.real::<3>("log_probs");
        let targets = given.whole::<2>("targets");
        let (steps, labels) = (
            given.whole::<1>("input_lengths"),
            given.whole::<1>("target_lengths"),
        );
        Ok(match question.reduction {
            Reduction::None => loss.forward(log_probs, targets, steps, labels),
            Reduction::Sum => {
                loss.forward_with_reduction(log_probs, targets, steps, labels, loss::Reduction::Sum)
            }
            Reduction::Mean => loss.forward_with_reduction(
                log_probs,
                targets,
                steps,
                labels,
                loss::Reduction::Mean,
            ),
        })
    })
}

// ---- metric learning

pub fn margin_ranking(question: &Question) -> Answer {
    let config = loss::MarginRankingLossConfig::new().with_margin(question.number("margin"));
    of_elements!(question, config.init(), "first", "second", "target")
}

pub fn hinge_embedding(question: &Question) -> Answer {
    let config = loss::HingeEmbeddingLossConfig::new().with_margin(question.number("margin"));
    of_elements!(question, config.init(), "distance", "target")
}

pub fn cosine_embedding(question: &Question) -> Answer {
    answer(question, &["first", "second"], |given| {
        let loss = loss::CosineEmbeddingLossConfig::new().with_margin(question.number("margin"));
        let (first, second) = (given.real::<2>("first"), given.real::<2>("second"));
        let target = given.whole::<1>("target");
        Ok(match question.reduction {
            Reduction::None => loss.init().forward_no_reduction(first, second, target),
            Reduction::Sum => loss
                .with_reduction(loss::Reduction::Sum)
                .init()
                .forward(first, second, target),
            Reduction::Mean => loss.init().forward(first, second, target),
        })
    })
}

pub fn triplet_margin(question: &Question) -> Answer {
    answer(question, &["anchor", "positive", "negative"], |given| {
        let loss = loss::TripletMarginLossConfig::new()
            .with_margin(question.number("margin"))
            .init();
        let [anchor, positive, negative] =
            ["anchor", "positive", "negative"].map(|name| given.real::<2>(name));
        Ok(reduced!(loss, question, anchor, positive, negative))
    })
}

// ---- numerics

pub fn softmax(question: &Question) -> Answer {
    along_classes(question, |logits| activation::softmax(logits, 1))
}

pub fn log_softmax(question: &Question) -> Answer {
    along_classes(question, |logits| activation::log_softmax(logits, 1))
}

fn along_classes(question: &Question, function: fn(Tensor<2>) -> Tensor<2>) -> Answer {
    answer(question, &["logits"], |given| {
        Ok(flat(function(given.rows("logits"))))
    })
}

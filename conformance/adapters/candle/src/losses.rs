//! The losses of candle_nn::loss, and of candle_nn::ops and candle_core::Tensor what is a loss here.
//!
//! Each answers a question with one call of the library. A loss is always the mean.

use candle_core::{Result, Tensor};
use candle_nn::{loss, ops};

use crate::bridge::{answer, Given};
use crate::lossproof::{Answer, Question};

pub fn mse(question: &Question) -> Answer {
    answer(question, &["prediction", "target"], |given| {
        loss::mse(&given.real("prediction"), &given.real("target"))
    })
}

pub fn huber(question: &Question) -> Answer {
    answer(question, &["prediction", "target"], |given| {
        let delta = question.number("delta");
        loss::huber(&given.real("prediction"), &given.real("target"), delta)
    })
}

pub fn bce_with_logits(question: &Question) -> Answer {
    answer(question, &["logits", "target"], |given| {
        loss::binary_cross_entropy_with_logit(&given.real("logits"), &given.real("target"))
    })
}

pub fn nll(question: &Question) -> Answer {
    of_labels(question, "log_probability", loss::nll)
}

pub fn cross_entropy(question: &Question) -> Answer {
    of_labels(question, "logits", loss::cross_entropy)
}

fn of_labels(
    question: &Question,
    name: &'static str,
    loss: fn(&Tensor, &Tensor) -> Result<Tensor>,
) -> Answer {
    answer(question, &[name], |given: &Given| {
        loss(&given.rows(name)?, &given.labels("target")?)
    })
}

// ---- numerics

pub fn softmax(question: &Question) -> Answer {
    answer(question, &["logits"], |given| {
        ops::softmax(&given.real("logits"), 1)
    })
}

pub fn softmax_last_dim(question: &Question) -> Answer {
    answer(question, &["logits"], |given| {
        ops::softmax_last_dim(&given.real("logits"))
    })
}

pub fn log_softmax(question: &Question) -> Answer {
    answer(question, &["logits"], |given| {
        ops::log_softmax(&given.real("logits"), 1)
    })
}

pub fn log_sum_exp(question: &Question) -> Answer {
    answer(question, &["logits"], |given| {
        given.real("logits").log_sum_exp(1)
    })
}

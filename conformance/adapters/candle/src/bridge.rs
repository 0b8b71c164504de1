//! From a question of the protocol to candle and back: values, and vector-Jacobian products through candle's backward.

use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

use candle_core::{DType, Device, Result, Tensor, Var};

use crate::lossproof::{Answer, Failure, Outputs, Question};

/// The operands of a question as tensors of candle in the question's dtype; those whose gradient is wanted are variables.
pub struct Given<'a> {
    pub question: &'a Question,
    leaves: BTreeMap<&'static str, Tensor>,
}

impl<'a> Given<'a> {
    /// `reals` are the operands that are floating-point tensors.
    fn new(question: &'a Question, reals: &[&'static str]) -> Result<Self> {
        let mut leaves = BTreeMap::new();
        for &name in reals {
            let tensor = tensor_of(
                question.operand(name),
                question.shape(name),
                &question.dtype,
            )?;
            let wanted = question.wants.contains(&format!("gradient.{name}"));
            let leaf = if wanted {
                Var::from_tensor(&tensor)?.into_inner()
            } else {
                tensor
            };
            leaves.insert(name, leaf);
        }
        Ok(Given { question, leaves })
    }

    /// A floating-point operand in its shape.
    pub fn real(&self, name: &str) -> Tensor {
        self.leaves[name].clone()
    }

    /// A floating-point operand as a table of what its last axis has.
    pub fn rows(&self, name: &str) -> Result<Tensor> {
        let (width, outer) = self
            .question
            .shape(name)
            .split_last()
            .expect("an axis of the classes");
        self.leaves[name].reshape((outer.iter().product::<usize>(), *width))
    }

    /// Labels in a row.
    pub fn labels(&self, name: &str) -> Result<Tensor> {
        let labels = self.question.labels(name);
        let count = labels.len();
        Tensor::from_vec(labels, count, &Device::Cpu)
    }
}

/// Answers a question with what `value_of` computes of its operands; an error of candle, or a panic, is a refusal of the input.
pub fn answer(
    question: &Question,
    reals: &[&'static str],
    value_of: impl FnOnce(&Given) -> Result<Tensor>,
) -> Answer {
    let answered = catch_unwind(AssertUnwindSafe(|| {
        let given = Given::new(question, reals)?;
        outputs_of(&given, value_of(&given)?)
    }));
    match answered {
        Ok(outputs) => outputs.map_err(|error| Failure::rejected("Error", first_line(error))),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
            Err(Failure::rejected(
                "panic",
                first_line(text.unwrap_or_default()),
            ))
        }
    }
}

fn outputs_of(given: &Given, value: Tensor) -> Result<Outputs> {
    let value = value.flatten_all()?;
    let mut outputs = Outputs::new().with("value", numbers_of(&value)?);
    let wanted: Vec<_> = given
        .leaves
        .iter()
        .filter(|(_, leaf)| leaf.is_variable())
        .collect();
    if !wanted.is_empty() {
        let question = given.question;
        let cotangent = tensor_of(question.cotangent(), value.dims(), &question.dtype)?;
        let gradients = (value * cotangent)?.sum_all()?.backward()?;
        for (name, leaf) in wanted {
            // An operation on what is empty is left out, and with it what would lead to the operand.
            let gradient = match gradients.get(leaf) {
                None if leaf.elem_count() == 0 => vec![],
                gradient => numbers_of(&gradient.expect("a gradient").flatten_all()?)?,
            };
            outputs = outputs.with(&format!("gradient.{name}"), gradient);
        }
    }
    Ok(outputs)
}

/// Numbers that the dtype has, so that nothing is rounded here.
fn tensor_of(numbers: Vec<f64>, shape: &[usize], dtype: &str) -> Result<Tensor> {
    let dtype = match dtype {
        "f16" => DType::F16,
        "bf16" => DType::BF16,
        "f32" => DType::F32,
        _ => DType::F64,
    };
    Tensor::from_vec(numbers, shape, &Device::Cpu)?.to_dtype(dtype)
}

fn numbers_of(row: &Tensor) -> Result<Vec<f64>> {
    row.to_dtype(DType::F64)?.to_vec1()
}

/// What is said, without the trace that may follow.
fn first_line(text: impl ToString) -> String {
    text.to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_string()
}

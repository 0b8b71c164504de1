//! From a question of the protocol to Burn and back: values, and vector-Jacobian products through burn-autodiff.

use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

use burn::tensor::{Device, Int, Tensor};

use crate::lossproof::{Answer, Failure, Outputs, Question};

/// The operands of a question as tensors of Burn; those whose gradient is wanted are tracked.
pub struct Given<'a> {
    pub question: &'a Question,
    pub device: Device,
    leaves: BTreeMap<&'static str, Tensor<1>>,
}

impl<'a> Given<'a> {
    /// `reals` are the operands that are floating-point tensors.
    fn new(question: &'a Question, reals: &[&'static str]) -> Self {
        let device = Device::flex().autodiff();
        let leaf = |&name: &&'static str| {
            let numbers: Vec<f32> = question.operand(name);
            let tensor = Tensor::<1>::from_floats(numbers.as_slice(), &device);
            let wanted = question.wants.contains(&format!("gradient.{name}"));
            (name, tensor.set_require_grad(wanted))
        };
        let leaves = reals.iter().map(leaf).collect();
        Given {
            question,
            device,
            leaves,
        }
    }

    /// A floating-point operand in its shape, a single number as one of rank 1.
    pub fn real<const D: usize>(&self, name: &str) -> Tensor<D> {
        self.leaves[name].clone().reshape(self.shape::<D>(name))
    }

    /// A floating-point operand as a table of what its last axis has.
    pub fn rows(&self, name: &str) -> Tensor<2> {
        let shape = self.question.shape(name);
        let width = *shape.last().expect("an axis of the classes");
        let count: usize = shape.iter().rev().skip(1).product();
        self.leaves[name].clone().reshape([count, width])
    }

    /// Whole numbers in their shape: labels, signs.
    pub fn whole<const D: usize>(&self, name: &str) -> Tensor<D, Int> {
        self.integers(name).reshape(self.shape::<D>(name))
    }

    /// Whole numbers in a row.
    pub fn integers(&self, name: &str) -> Tensor<1, Int> {
        let numbers: Vec<i64> = self
            .question
            .operand::<f64>(name)
            .iter()
            .map(|&x| x as i64)
            .collect();
        Tensor::from_data(numbers.as_slice(), &self.device)
    }

    fn shape<const D: usize>(&self, name: &str) -> [usize; D] {
        let shape = self.question.shape(name);
        let shape = if shape.is_empty() { &[1] } else { shape };
        shape
            .try_into()
            .unwrap_or_else(|_| panic!("{name} has rank {}, not {D}", shape.len()))
    }
}

/// Answers a question with what `value_of` computes of its operands; a panic in it is a refusal of the input.
pub fn answer(
    question: &Question,
    reals: &[&'static str],
    value_of: impl FnOnce(&Given) -> Result<Tensor<1>, Failure>,
) -> Answer {
    // Not the loss's fault: the adapter reshapes what it is given.
    let unshapely = |shape: &[usize]| shape.contains(&0) && shape[0] != 0;
    if reals.iter().any(|name| unshapely(question.shape(name))) {
        let what = "an empty tensor whose first axis is not, on which reshape panics";
        return Err(Failure::unsupported(what));
    }
    let given = Given::new(question, reals);
    let cotangent: Vec<f32> = question.cotangent();
    catch_unwind(AssertUnwindSafe(|| {
        let value = value_of(&given)?;
        let mut outputs = Outputs::new().with("value", numbers_of(value.clone()));
        let wanted: Vec<_> = given
            .leaves
            .iter()
            .filter(|(_, leaf)| leaf.is_require_grad())
            .collect();
        if !wanted.is_empty() {
            let cotangent = Tensor::<1>::from_floats(cotangent.as_slice(), &given.device);
            let gradients = (value * cotangent).sum().backward();
            for (name, leaf) in wanted {
                let gradient = leaf.grad(&gradients).expect("a gradient");
                outputs = outputs.with(&format!("gradient.{name}"), numbers_of(gradient));
            }
        }
        Ok(outputs)
    }))
    .unwrap_or_else(|panic| Err(Failure::rejected("panic", message_of(panic.as_ref()))))
}

/// A tensor's numbers in C order, as one row.
pub fn flat<const D: usize>(tensor: Tensor<D>) -> Tensor<1> {
    let count: usize = tensor.dims().iter().product();
    tensor.reshape([count])
}

fn numbers_of(tensor: Tensor<1>) -> Vec<f32> {
    tensor.try_to_vec_as::<f32>().expect("numbers")
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
    text.unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default()
        .to_string()
}

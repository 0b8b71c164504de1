//! Protocol 1 of lossproof: reads questions on stdin and writes answers on stdout. Nothing in this file is about your losses.
#![allow(dead_code)] // An adapter need not use all of it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{BufRead, Write};
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Instant;

use serde_json::{json, Map, Value};

/// f64 or f32, so that a loss can be written once.
pub trait Real:
    Copy
    + PartialOrd
    + Display
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    fn from_f64(x: f64) -> Self;
    fn to_f64(self) -> f64;
    fn abs(self) -> Self;
    /// NaN stays NaN.
    fn clamp(self, least: Self, most: Self) -> Self;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn sqrt(self) -> Self;
}

macro_rules! real {
    ($($t:ident),*) => { $(impl Real for $t {
        fn from_f64(x: f64) -> Self { x as $t }
        fn to_f64(self) -> f64 { self as f64 }
        fn abs(self) -> Self { $t::abs(self) }
        fn clamp(self, least: Self, most: Self) -> Self { $t::clamp(self, least, most) }
        fn exp(self) -> Self { $t::exp(self) }
        fn ln(self) -> Self { $t::ln(self) }
        fn sqrt(self) -> Self { $t::sqrt(self) }
    })* };
}
real!(f64, f32);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reduction {
    None,
    Sum,
    Mean,
}

/// Numbers in C order. f64 holds those of every floating-point dtype exactly; whole numbers, such as labels, are i64.
#[derive(Clone, Debug)]
pub struct Tensor {
    dtype: String,
    pub shape: Vec<usize>,
    numbers: Vec<f64>,
    integers: Vec<i64>,
}

/// One case. What is asked for and is not there ends in a panic, which is reported as a fault of the adapter.
pub struct Question {
    pub loss: String,
    /// Behind the @ of the name, where one loss is computed in several ways.
    pub form: Option<String>,
    pub dtype: String,
    pub reduction: Reduction,
    /// What is asked for; more may be given.
    pub wants: Vec<String>,
    params: Map<String, Value>,
    operands: BTreeMap<String, Tensor>,
    cotangent: Tensor,
}

impl Question {
    /// The numbers of an operand in C order.
    pub fn operand<T: Real>(&self, name: &str) -> Vec<T> {
        self.optional(name)
            .unwrap_or_else(|| panic!("no operand {name} is given"))
    }
    /// The numbers of an operand that may not be there.
    pub fn optional<T: Real>(&self, name: &str) -> Option<Vec<T>> {
        self.operands
            .get(name)
            .map(|tensor| tensor.numbers.iter().map(|&x| T::from_f64(x)).collect())
    }
    /// Whole numbers, such as class labels, in C order.
    pub fn labels(&self, name: &str) -> Vec<i64> {
        self.operands[name].integers.clone()
    }
    pub fn shape(&self, name: &str) -> &[usize] {
        &self.operands[name].shape
    }
    /// What gradients are multiplied with: one number for each number of the value.
    pub fn cotangent<T: Real>(&self) -> Vec<T> {
        self.cotangent
            .numbers
            .iter()
            .map(|&x| T::from_f64(x))
            .collect()
    }

    /// A parameter that is a number.
    pub fn number<T: Real>(&self, name: &str) -> T {
        T::from_f64(scalar(&self.params[name]).0)
    }
    /// A parameter that is a whole number, or null.
    pub fn integer(&self, name: &str) -> Option<i64> {
        let value = &self.params[name];
        (!value.is_null()).then(|| scalar(value).1)
    }
    /// A parameter that is a word, such as `denominator`.
    pub fn text(&self, name: &str) -> &str {
        self.params[name]
            .as_str()
            .expect("a parameter that is text")
    }
    pub fn flag(&self, name: &str) -> bool {
        self.params[name]
            .as_bool()
            .expect("a parameter that is true or false")
    }

    fn from_json(item: &Value) -> Self {
        let object = |name: &str| item[name].as_object().cloned().unwrap_or_default();
        Question {
            loss: text_of(&item["loss"]),
            form: item["form"].as_str().map(str::to_string),
            dtype: text_of(&item["dtype"]),
            reduction: match item["reduction"].as_str() {
                Some("none") => Reduction::None,
                Some("sum") => Reduction::Sum,
                _ => Reduction::Mean,
            },
            wants: strings(&item["wants"]),
            params: object("params"),
            operands: object("operands")
                .iter()
                .map(|(name, t)| (name.clone(), Tensor::decode(t)))
                .collect(),
            cotangent: Tensor::decode(&item["cotangent"]),
        }
    }
}

/// What a loss gives back: the value and the gradients, by name, as numbers in C order.
#[derive(Default)]
pub struct Outputs(BTreeMap<String, Vec<f64>>);

impl Outputs {
    pub fn new() -> Self {
        Self::default()
    }
    /// `name` is "value" or "gradient." and the name of an operand or parameter.
    pub fn with<T: Real>(mut self, name: &str, numbers: Vec<T>) -> Self {
        self.0.insert(
            name.to_string(),
            numbers.into_iter().map(T::to_f64).collect(),
        );
        self
    }
}

pub enum Failure {
    Rejected { kind: String, message: String },
    Unsupported(String),
}

impl Failure {
    /// The implementation refuses the input, on purpose.
    pub fn rejected(kind: &str, message: impl Into<String>) -> Self {
        Failure::Rejected {
            kind: kind.to_string(),
            message: message.into(),
        }
    }
    /// The implementation does not have this loss, option or output.
    pub fn unsupported(what: impl Into<String>) -> Self {
        Failure::Unsupported(what.into())
    }
}

pub type Answer = Result<Outputs, Failure>;

/// How a dtype is computed: what each operation is rounded to, what sums are kept in, what becomes of subnormal numbers.
pub struct Arithmetic {
    pub dtype: &'static str,
    pub arithmetic: &'static str,
    pub accumulator: &'static str,
    /// "kept" or "flushed".
    pub subnormals: &'static str,
}

impl Arithmetic {
    /// Everything in the dtype itself.
    pub fn plain(dtype: &'static str) -> Self {
        Arithmetic {
            dtype,
            arithmetic: dtype,
            accumulator: dtype,
            subnormals: "kept",
        }
    }
}

/// A function, and what it supports of one loss.
pub struct Loss {
    /// "loss", or "loss@form" where one loss is computed in several ways.
    pub name: &'static str,
    pub function: fn(&Question) -> Answer,
    pub origin: &'static str,
    /// Of each parameter "any", a list, or {"min": a, "max": b}.
    pub params: Value,
    pub optional: &'static [&'static str],
    pub reductions: &'static [&'static str],
    pub dtypes: &'static [&'static str],
    pub wants: &'static [&'static str],
}

pub struct Implementation {
    pub name: &'static str,
    pub version: &'static str,
    pub device: &'static str,
    /// Whether the same case always gives the same bits.
    pub deterministic: bool,
    /// Whether it promises to refuse input outside the domain.
    pub validates: bool,
    pub arithmetic: Vec<Arithmetic>,
    pub losses: Vec<Loss>,
}

/// Speaks the protocol until it is told to stop. What else is printed does no harm.
pub fn serve(implementation: Implementation) {
    let Ok(nonce) = std::env::var("LOSSPROOF_NONCE") else {
        eprintln!("this is an adapter: run it with `lossproof run -- cargo run --release`");
        std::process::exit(1);
    };
    let say = |message: Value| {
        // One piece, so that what other threads print does not get into it.
        let line = format!("@@{nonce} {message}\n");
        let mut stdout = std::io::stdout().lock();
        if stdout
            .write_all(line.as_bytes())
            .and_then(|()| stdout.flush())
            .is_err()
        {
            std::process::exit(0);
        }
    };
    for line in std::io::stdin().lock().lines() {
        let message: Value =
            serde_json::from_str(&line.expect("a line")).expect("a message in JSON");
        match message["op"].as_str() {
            Some("hello") => say(implementation.ready()),
            Some("echo") => {
                let tensors: Vec<Value> = list(&message["tensors"])
                    .iter()
                    .map(|t| Tensor::decode(t).encode())
                    .collect();
                say(json!({ "id": message["id"], "tensors": tensors }));
            }
            Some("evaluate") => say(implementation.answer(&message)),
            Some("batch") => list(&message["items"])
                .iter()
                .for_each(|item| say(implementation.answer(item))),
            Some("bye") => return,
            _ => say(json!({ "id": message["id"], "error": { "trace": "unknown op" } })),
        }
    }
}

impl Implementation {
    fn ready(&self) -> Value {
        let arithmetic: Map<String, Value> = self
            .arithmetic
            .iter()
            .map(|a| {
                let how = json!({ "storage": a.dtype, "arithmetic": a.arithmetic, "accumulator": a.accumulator,
                    "subnormals": a.subnormals });
                (a.dtype.to_string(), how)
            })
            .collect();
        json!({
            "op": "ready",
            "protocol": 1,
            "implementation": { "name": self.name, "version": self.version, "language": "Rust", "device": self.device,
                "deterministic": self.deterministic, "validates": self.validates },
            "arithmetic": arithmetic,
            "supports": self.losses.iter().map(Loss::support).collect::<Vec<_>>(),
        })
    }

    fn answer(&self, item: &Value) -> Value {
        let start = Instant::now();
        // A panic costs its case, not the process.
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let question = Question::from_json(item);
            let name = match &question.form {
                Some(form) => format!("{}@{form}", question.loss),
                None => question.loss.clone(),
            };
            let loss = self
                .losses
                .iter()
                .find(|loss| loss.name == name)
                .ok_or_else(|| Failure::unsupported(name))?;
            (loss.function)(&question)?.encode(&question)
        }));
        let mut reply = match answered {
            Ok(Ok(outputs)) => json!({ "ok": { "outputs": outputs } }),
            Ok(Err(Failure::Rejected { kind, message })) => {
                json!({ "rejected": { "kind": kind, "message": message } })
            }
            Ok(Err(Failure::Unsupported(what))) => json!({ "unsupported": { "what": what } }),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
                json!({ "error": { "trace": format!("panic: {}", text.unwrap_or_default()) } })
            }
        };
        reply["id"] = item["id"].clone();
        reply["elapsed_ms"] = json!(start.elapsed().as_secs_f64() * 1000.0);
        reply
    }
}

impl Loss {
    fn support(&self) -> Value {
        let (loss, form) = self
            .name
            .split_once('@')
            .map_or((self.name, None), |(loss, form)| (loss, Some(form)));
        let mut told = json!({ "loss": loss, "origin": self.origin, "params": self.params, "optional": self.optional,
            "reductions": self.reductions, "dtypes": self.dtypes, "wants": self.wants });
        if let Some(form) = form {
            told["form"] = json!(form);
        }
        told
    }
}

impl Outputs {
    /// What was wanted: a value shaped as the cotangent, gradients shaped as their operands or, of parameters, of rank 0.
    fn encode(&self, question: &Question) -> Result<Value, Failure> {
        let mut told = Map::new();
        for want in &question.wants {
            let lacks = || Failure::unsupported(format!("{want} of {}", question.loss));
            let numbers = self.0.get(want).ok_or_else(lacks)?.clone();
            let of = want
                .strip_prefix("gradient.")
                .map(|name| question.operands.get(name));
            let shape = of.map_or(question.cotangent.shape.clone(), |tensor| {
                tensor.map_or(vec![], |t| t.shape.clone())
            });
            let expected: usize = shape.iter().product();
            assert!(
                numbers.len() == expected,
                "{want} has {} numbers, but must have {expected}",
                numbers.len()
            );
            let tensor = Tensor {
                dtype: question.dtype.clone(),
                shape,
                numbers,
                integers: vec![],
            };
            told.insert(want.clone(), tensor.encode());
        }
        Ok(Value::Object(told))
    }
}

/// Digits of the exponent and of the significand behind the point.
fn digits_of(dtype: &str) -> (u32, u32) {
    match dtype {
        "f64" => (11, 52),
        "f32" => (8, 23),
        "f16" => (5, 10),
        "bf16" => (8, 7),
        other => panic!("unknown dtype {other}"),
    }
}

impl Tensor {
    fn decode(tensor: &Value) -> Self {
        let dtype = text_of(&tensor["dtype"]);
        let shape = list(&tensor["shape"])
            .iter()
            .map(|n| n.as_u64().expect("an extent") as usize)
            .collect();
        let bytes = from_base64(tensor["data"].as_str().expect("data in base64"));
        let mut decoded = Tensor {
            dtype,
            shape,
            numbers: vec![],
            integers: vec![],
        };
        for chunk in bytes.chunks(width_of(&decoded.dtype)) {
            let bits = chunk
                .iter()
                .rev()
                .fold(0u64, |bits, &byte| bits << 8 | u64::from(byte));
            if decoded.dtype == "i64" {
                decoded.integers.push(bits as i64);
                decoded.numbers.push(bits as i64 as f64);
            } else {
                decoded.numbers.push(widen(bits, digits_of(&decoded.dtype)));
            }
        }
        decoded
    }

    fn encode(&self) -> Value {
        let width = width_of(&self.dtype);
        let mut bytes = Vec::with_capacity(self.numbers.len() * width);
        for (i, &x) in self.numbers.iter().enumerate() {
            let bits = if self.dtype == "i64" {
                self.integers[i] as u64
            } else {
                narrow(x, digits_of(&self.dtype))
            };
            bytes.extend_from_slice(&bits.to_le_bytes()[..width]);
        }
        json!({ "dtype": self.dtype, "shape": self.shape, "data": to_base64(&bytes) })
    }
}

fn width_of(dtype: &str) -> usize {
    if dtype == "i64" {
        return 8;
    }
    let (exponent, digits) = digits_of(dtype);
    (1 + exponent + digits) as usize / 8
}

/// The number that the bits of a format stand for, exactly. A NaN keeps what it carries.
fn widen(bits: u64, (exponent, digits): (u32, u32)) -> f64 {
    if digits == 52 {
        return f64::from_bits(bits);
    }
    let top = (1 << exponent) - 1;
    let (sign, field) = (bits >> (exponent + digits), bits >> digits & top);
    let rest = bits & ((1 << digits) - 1);
    if field == top {
        return f64::from_bits(sign << 63 | 0x7ff << 52 | rest << (52 - digits));
    }
    let significand = if field == 0 { rest } else { rest | 1 << digits };
    let power = field.max(1) as i64 - (top >> 1) as i64 - i64::from(digits);
    let magnitude = significand as f64 * f64::from_bits(((power + 1023) as u64) << 52);
    if sign == 1 {
        -magnitude
    } else {
        magnitude
    }
}

/// The bits of a number in a format, rounded once: to nearest, ties to even.
fn narrow(x: f64, (exponent, digits): (u32, u32)) -> u64 {
    let wide = x.to_bits();
    if digits == 52 {
        return wide;
    }
    let top: u64 = (1 << exponent) - 1;
    let sign = wide >> 63 << (exponent + digits);
    let infinity = top << digits;
    if x.is_nan() {
        let carried = wide >> (52 - digits) & ((1 << digits) - 1);
        return sign | infinity | 1 << (digits - 1) | carried;
    }
    // Where the exponent stands in the format; below 1 the number is subnormal there.
    let field = (wide >> 52 & 0x7ff) as i64 - 1023 + (top >> 1) as i64;
    let significand = wide & ((1 << 52) - 1) | 1 << 52;
    let dropped = 52 - i64::from(digits) + (1 - field).max(0);
    if dropped > 62 {
        return sign;
    }
    let (kept, rest, half) = (
        significand >> dropped,
        significand & ((1 << dropped) - 1),
        1 << (dropped - 1),
    );
    let up = rest > half || (rest == half && kept & 1 == 1);
    // The leading digit of a normal number adds one to the exponent, and so does one that is carried.
    let magnitude = ((field.max(1) - 1) as u64) << digits;
    sign | (magnitude + kept + u64::from(up)).min(infinity)
}

/// The number and the whole number that the bits of a scalar stand for.
fn scalar(value: &Value) -> (f64, i64) {
    let bits = u64::from_str_radix(value["bits"].as_str().expect("a scalar"), 16)
        .expect("hexadecimal digits");
    match value["dtype"].as_str() {
        Some("i64") => (bits as i64 as f64, bits as i64),
        dtype => {
            let x = widen(bits, digits_of(dtype.unwrap_or_default()));
            (x, x as i64)
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn strings(value: &Value) -> Vec<String> {
    list(value).iter().map(text_of).collect()
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, i| {
            bits << 8 | u32::from(*chunk.get(i).unwrap_or(&0))
        });
        for i in 0..4 {
            let sextet = (bits >> (18 - 6 * i) & 63) as usize;
            text.push(if i <= chunk.len() {
                BASE64[sextet] as char
            } else {
                '='
            });
        }
    }
    text
}

fn from_base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0);
    for symbol in text.bytes() {
        let sextet = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(sextet);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

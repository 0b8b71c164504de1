//! Burn's losses on its CPU backend, Flex, judged by lossproof: values, and vector-Jacobian products through burn-autodiff.
//!
//!     cargo build --release --manifest-path conformance/adapters/burn/Cargo.toml
//!     lossproof run --dialect burn -- conformance/adapters/burn/target/release/lossproof-burn
//!
//! losses.rs has the calls, table.rs what each of them supports, bridge.rs what is between Burn and the protocol.

mod bridge;
mod losses;
#[path = "../../kits/rust/src/lossproof.rs"]
mod lossproof;
mod table;

use lossproof::{Arithmetic, Implementation};

fn main() {
    // A refusal is a panic here: its message goes into the answer, not onto the terminal.
    if std::env::var("LOSSPROOF_NONCE").is_ok() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    lossproof::serve(Implementation {
        name: "Burn",
        version: "0.22.1",
        device: "cpu",
        deterministic: true,
        validates: false,
        arithmetic: vec![Arithmetic::plain("f32")],
        losses: table::declared(),
    });
}

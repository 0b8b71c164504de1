//! The losses of candle-nn on the CPU, judged by lossproof: values, and vector-Jacobian products through candle's backward.
//!
//!     cargo build --release --manifest-path conformance/adapters/candle/Cargo.toml
//!     lossproof run --dialect candle -- conformance/adapters/candle/target/release/lossproof-candle
//!
//! losses.rs has the calls, table.rs what each of them supports, bridge.rs what is between candle and the protocol.

mod bridge;
mod losses;
#[path = "../../kits/rust/src/lossproof.rs"]
mod lossproof;
mod table;

use lossproof::{Arithmetic, Implementation};

fn main() {
    // A refusal may be a panic here: its message goes into the answer, not onto the terminal.
    if std::env::var("LOSSPROOF_NONCE").is_ok() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    lossproof::serve(Implementation {
        name: "candle-nn",
        version: "0.11.1",
        device: "cpu",
        deterministic: true,
        validates: false,
        arithmetic: table::DTYPES
            .iter()
            .map(|dtype| Arithmetic::plain(dtype))
            .collect(),
        losses: table::declared(),
    });
}

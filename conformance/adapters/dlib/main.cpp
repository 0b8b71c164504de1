// dlib's loss layers on the CPU, judged by lossproof: values, and gradients as a layer gives them to its network.
//
//     cmake -S conformance/adapters/dlib -B conformance/adapters/dlib/build
//     cmake --build conformance/adapters/dlib/build
//     lossproof run --dialect dlib -- conformance/adapters/dlib/build/lossproof-dlib
//
// losses.hpp has the calls, table.hpp what each of them supports, network.hpp what a layer sees of a network.
#include "table.hpp"

int main() {
  lossproof::Implementation dlib;
  dlib.name = "dlib";
  dlib.version = std::to_string(DLIB_MAJOR_VERSION) + "." + std::to_string(DLIB_MINOR_VERSION);
  dlib.arithmetic = {{"f32"}};
  dlib.losses = declared();
  return lossproof::serve(dlib);
}

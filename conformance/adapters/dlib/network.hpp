// What is between a question of the protocol and a loss layer of dlib: a network that has nothing but its output.
#pragma once
#include <string>
#include <vector>

#include <dlib/assert.h>

#include "../kits/cpp/lossproof.hpp"

// A requirement that is not met ends in dlib::fatal_error, the second of which ends the process. The same checks, as a
// refusal.
#undef DLIBM_CASSERT
#define DLIBM_CASSERT(expression, message)                                    \
  {                                                                           \
    if (!(expression)) throw lossproof::Rejected("fatal_error", #expression); \
  }
#include <dlib/dnn.h>
#include <dlib/revision.h>

/** The extents of a tensor of dlib: samples, channels, rows, columns. */
struct Extents {
  long samples, k = 1, rows = 1, columns = 1;
  std::size_t size() const { return static_cast<std::size_t>(samples * k * rows * columns); }
};

inline dlib::resizable_tensor tensor_of(const Extents& extents, const std::vector<float>& numbers) {
  dlib::resizable_tensor tensor(extents.samples, extents.k, extents.rows, extents.columns);
  std::copy(numbers.begin(), numbers.end(), tensor.host());
  return tensor;
}

inline std::vector<float> numbers_of(const dlib::tensor& tensor) {
  return std::vector<float>(tensor.host(), tensor.host() + tensor.size());
}

/** What a loss layer sees of the network below: its output, and where the gradient goes, which is 0 at first. */
class Network {
 public:
  Network(const Extents& extents, const std::vector<float>& output)
      : output_(tensor_of(extents, output)), gradient_(tensor_of(extents, std::vector<float>(output.size(), 0.0f))) {}
  const dlib::tensor& get_output() const { return output_; }
  dlib::tensor& get_gradient_input() { return gradient_; }
  unsigned int sample_expansion_factor() const { return 1; }

 private:
  dlib::resizable_tensor output_, gradient_;
};

/** A gradient is that of a mean or a sum, so that the cotangent is one number. */
inline std::vector<float> times(std::vector<float> gradient, float cotangent) {
  for (float& slope : gradient) slope *= cotangent;
  return gradient;
}

/** Answers a question about `operand` with a loss layer, for a network with such an output and labels for it. */
template <class Layer, class Label>
lossproof::Outputs answer(const lossproof::Question& question, const std::string& operand, const Layer& layer,
                          const Extents& extents, const std::vector<Label>& labels) {
  const std::vector<float> output = question.operand<float>(operand);
  // A layer gets an iterator, and cannot know how many labels there are.
  if (output.size() != extents.size() || labels.size() != static_cast<std::size_t>(extents.samples))
    throw lossproof::Unsupported("as many labels as do not fit the samples");
  Network network(extents, output);
  // Of the input a layer asks for nothing but how many samples it has: here the output is as good.
  const double loss = layer.compute_loss_value_and_gradient(network.get_output(), labels.begin(), network);
  const float cotangent = question.cotangent<float>()[0];
  return {{"value", loss}, {"gradient." + operand, times(numbers_of(network.get_gradient_input()), cotangent)}};
}

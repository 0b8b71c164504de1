// The loss layers of dlib/dnn/loss.h, and of its tensor tools what is a loss here. Each answers a question with one
// call of the library, for each pair where it says so.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "network.hpp"

using lossproof::Outputs;
using lossproof::Question;
using lossproof::Reduction;
using lossproof::Unsupported;

namespace losses {

inline long count_of(const Question& question, const std::string& operand) {
  return static_cast<long>(question.operands.at(operand).numbers.size());
}

/** All elements are outputs of one sample, over which a layer sums, or each is a sample, over which it has the mean. */
inline Extents outputs_or_samples(const Question& question, const std::string& operand) {
  const long count = count_of(question, operand);
  return question.reduction == Reduction::sum ? Extents{1, count} : Extents{count};
}

/** All elements are pixels of one image; without any there is none. */
inline Extents pixels(const Question& question, const std::string& operand) {
  const long count = count_of(question, operand);
  return {count == 0 ? 0 : 1, 1, count};
}

/** Numbers that are labels of the samples of a network, in columns. */
inline std::vector<dlib::matrix<float>> columns(const std::vector<float>& numbers, const Extents& extents) {
  std::vector<dlib::matrix<float>> labels;
  if (numbers.size() != extents.size()) return labels;
  for (long i = 0; i < extents.samples; i++) {
    const long height = extents.k * extents.rows;
    labels.push_back(dlib::mat(numbers.data() + i * height, height, 1));
  }
  return labels;
}

// ---- regression

inline Outputs mse(const Question& question) {
  const Extents extents{count_of(question, "prediction")};
  return answer(question, "prediction", dlib::loss_mean_squared_(), extents, question.operand<float>("target"));
}

inline Outputs mse_of_outputs(const Question& question) {
  const Extents extents = outputs_or_samples(question, "prediction");
  const auto labels = columns(question.operand<float>("target"), extents);
  return answer(question, "prediction", dlib::loss_mean_squared_multioutput_(), extents, labels);
}

inline Outputs mse_of_pixels(const Question& question) {
  const Extents extents = pixels(question, "prediction");
  const auto labels = columns(question.operand<float>("target"), extents);
  return answer(question, "prediction", dlib::loss_mean_squared_per_pixel_(), extents, labels);
}

inline Outputs mse_of_channels(const Question& question) {
  const Extents extents = pixels(question, "prediction");
  std::vector<std::array<dlib::matrix<float>, 1>> labels;
  for (const auto& image : columns(question.operand<float>("target"), extents)) labels.push_back({image});
  return answer(question, "prediction", dlib::loss_mean_squared_per_channel_and_pixel_<1>(), extents, labels);
}

/** With nothing that is not minded it is the absolute error. */
inline Outputs mae(const Question& question) {
  const Extents extents{count_of(question, "prediction")};
  return answer(question, "prediction", dlib::loss_epsilon_insensitive_(0), extents, question.operand<float>("target"));
}

// ---- binary classification

inline Outputs hinge(const Question& question) {
  const Extents extents{count_of(question, "prediction")};
  return answer(question, "prediction", dlib::loss_binary_hinge_(), extents, question.operand<float>("target"));
}

/** Labels as dlib has them: the sign is the class, the size the weight. */
inline std::vector<float> weighted_signs(const Question& question) {
  std::vector<float> labels = question.operand<float>("target");
  const std::vector<float> weights =
      question.has("weight") ? question.operand<float>("weight") : std::vector<float>(labels.size(), 1.0f);
  if (weights.size() != labels.size()) throw Unsupported("as many weights as do not fit the labels");
  for (std::size_t i = 0; i < labels.size(); i++) {
    if (labels[i] != 0 && labels[i] != 1) throw Unsupported("targets that are not 0 or 1");
    labels[i] = labels[i] == 1 ? weights[i] : -weights[i];
  }
  return labels;
}

/** The same where a label is not 0, as it would be with a weight of 0. */
inline std::vector<float> signs(const Question& question) {
  const std::vector<float> labels = weighted_signs(question);
  if (std::find(labels.begin(), labels.end(), 0.0f) != labels.end()) throw Unsupported("a weight of 0");
  return labels;
}

inline Outputs bce_with_logits(const Question& question) {
  const std::vector<float> labels = signs(question);
  return answer(question, "logits", dlib::loss_binary_log_(), Extents{count_of(question, "logits")}, labels);
}

inline Outputs bce_with_logits_of_pixels(const Question& question) {
  const Extents extents = pixels(question, "logits");
  const auto labels = columns(weighted_signs(question), extents);
  return answer(question, "logits", dlib::loss_binary_log_per_pixel_(), extents, labels);
}

inline Outputs of_many_labels(const Question& question, double gamma) {
  const Extents extents = outputs_or_samples(question, "logits");
  const std::vector<float> numbers = signs(question);
  std::vector<std::vector<float>> labels;
  for (long i = 0; i < extents.samples && numbers.size() == extents.size(); i++) {
    const auto first = numbers.begin() + i * extents.k;
    labels.emplace_back(first, first + extents.k);
  }
  return answer(question, "logits", dlib::loss_multibinary_log_(gamma), extents, labels);
}

inline Outputs bce_with_logits_of_labels(const Question& question) { return of_many_labels(question, 0); }

inline Outputs binary_focal(const Question& question) {
  return of_many_labels(question, question.number<double>("gamma"));
}

// ---- classification

/** A table of rows and classes: what the last axis has is a row. */
inline Extents rows_of(const Question& question) {
  const std::vector<std::size_t>& shape = question.shape("logits");
  long rows = 1;
  for (std::size_t axis = 0; axis + 1 < shape.size(); axis++) rows *= static_cast<long>(shape[axis]);
  return {rows, static_cast<long>(shape.back())};
}

inline Outputs cross_entropy(const Question& question) {
  const auto& target = question.labels("target");
  const std::vector<unsigned long> labels(target.begin(), target.end());
  return answer(question, "logits", dlib::loss_multiclass_log_(), rows_of(question), labels);
}

/** The class weight of a label; one that is no class has none, and is the layer's to refuse. */
inline float class_weight_of(const Question& question, std::int64_t label) {
  if (!question.has("class_weight")) return 1;
  const std::vector<float> weights = question.operand<float>("class_weight");
  return label >= 0 && label < static_cast<std::int64_t>(weights.size()) ? weights[label] : 1;
}

inline Outputs cross_entropy_weighted(const Question& question) {
  std::vector<dlib::weighted_label<unsigned long>> labels;
  for (const std::int64_t label : question.labels("target"))
    labels.emplace_back(static_cast<unsigned long>(label), class_weight_of(question, label));
  return answer(question, "logits", dlib::loss_multiclass_log_weighted_(), rows_of(question), labels);
}

/** One classifier, whose labels are called by their numbers. */
inline Outputs cross_entropy_of_classifiers(const Question& question) {
  const Extents extents = rows_of(question);
  std::vector<std::string> names;
  for (long i = 0; i < extents.k; i++) names.push_back(std::to_string(i));
  std::vector<std::map<std::string, std::string>> labels;
  for (const std::int64_t label : question.labels("target")) labels.push_back({{"", std::to_string(label)}});
  try {
    return answer(question, "logits", dlib::loss_multimulticlass_log_({{"", names}}), extents, labels);
  } catch (const std::out_of_range& unknown) {
    throw lossproof::Rejected("out_of_range", unknown.what());
  }
}

/** Images of one column: what is behind the axis of the classes is a row of pixels. */
inline Extents image_of(const Question& question) {
  const std::vector<std::size_t>& shape = question.shape("logits");
  long pixels = 1;
  for (std::size_t axis = 2; axis < shape.size(); axis++) pixels *= static_cast<long>(shape[axis]);
  return {static_cast<long>(shape[0]), static_cast<long>(shape[1]), pixels};
}

/** What `label_of` makes of the labels, an image for each sample. */
template <class Label, class F>
std::vector<dlib::matrix<Label>> labels_of(const Question& question, const Extents& extents, F label_of) {
  std::vector<dlib::matrix<Label>> images(extents.samples, dlib::matrix<Label>(extents.rows, 1));
  if (question.labels("target").size() != static_cast<std::size_t>(extents.samples * extents.rows))
    throw Unsupported("as many labels as there are not pixels");
  for (long i = 0; i < extents.samples; i++)
    for (long r = 0; r < extents.rows; r++) {
      const std::int64_t label = question.labels("target")[i * extents.rows + r];
      images[i](r, 0) = label_of(label);
    }
  return images;
}

inline std::uint16_t pixel_label(std::int64_t label) {
  if (label < 0 || label >= dlib::loss_multiclass_log_per_pixel_::label_to_ignore)
    throw Unsupported("a label that is no number of 16 bits");
  return static_cast<std::uint16_t>(label);
}

inline Outputs cross_entropy_of_pixels(const Question& question) {
  const lossproof::Param& ignored = question.params.at("ignore_index");
  const Extents extents = image_of(question);
  const auto labels = labels_of<std::uint16_t>(question, extents, [&](std::int64_t label) {
    const bool counts = ignored.is_null || label != ignored.integer;
    return counts ? pixel_label(label) : std::uint16_t{dlib::loss_multiclass_log_per_pixel_::label_to_ignore};
  });
  return answer(question, "logits", dlib::loss_multiclass_log_per_pixel_(), extents, labels);
}

inline Outputs cross_entropy_of_weighted_pixels(const Question& question) {
  using Label = dlib::weighted_label<std::uint16_t>;
  const Extents extents = image_of(question);
  const auto labels = labels_of<Label>(question, extents, [&](std::int64_t label) {
    return Label(pixel_label(label), class_weight_of(question, label));
  });
  return answer(question, "logits", dlib::loss_multiclass_log_per_pixel_weighted_(), extents, labels);
}

// ---- metric learning

/** A mini-batch for each pair: labels of plus and minus half the margin ask for a margin between them. */
inline Outputs margin_ranking(const Question& question) {
  const std::vector<float> first = question.operand<float>("first"), second = question.operand<float>("second");
  const std::vector<float> sign = question.operand<float>("target"), cotangent = question.cotangent<float>();
  if (second.size() != first.size() || sign.size() != first.size()) throw Unsupported("halves of pairs");
  const float half = question.number<float>("margin") / 2;
  std::vector<float> value, of_first, of_second;
  for (std::size_t i = 0; i < first.size(); i++) {
    Network network(Extents{2}, {first[i], second[i]});
    const std::vector<float> labels = {sign[i] * half, -sign[i] * half};
    value.push_back(static_cast<float>(
        dlib::loss_ranking_().compute_loss_value_and_gradient(network.get_output(), labels.begin(), network)));
    const std::vector<float> gradient = times(numbers_of(network.get_gradient_input()), cotangent[i]);
    of_first.push_back(gradient[0]);
    of_second.push_back(gradient[1]);
  }
  return {{"value", value}, {"gradient.first", of_first}, {"gradient.second", of_second}};
}

// ---- numerics

inline Outputs softmax(const Question& question) {
  const std::vector<std::size_t>& shape = question.shape("logits");
  const Extents extents{static_cast<long>(shape[0]), static_cast<long>(shape[1])};
  const std::vector<float> logits = question.operand<float>("logits");
  auto output = tensor_of(extents, std::vector<float>(logits.size()));
  auto gradient = tensor_of(extents, std::vector<float>(logits.size()));
  dlib::tt::softmax(output, tensor_of(extents, logits));
  dlib::tt::softmax_gradient(gradient, output, tensor_of(extents, question.cotangent<float>()));
  return {{"value", numbers_of(output)}, {"gradient.logits", numbers_of(gradient)}};
}

}  // namespace losses

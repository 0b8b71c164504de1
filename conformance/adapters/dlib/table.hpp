// Which losses dlib has, with which operands and parameter values: one row a loss, or a layer of it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "losses.hpp"

using Names = std::vector<std::string>;
using Params = std::map<std::string, std::string>;

inline lossproof::Loss row(const std::string& name, lossproof::Outputs (*function)(const lossproof::Question&),
                           const Params& params, const Names& reductions, const Names& wants,
                           const Names& optional = {}) {
  lossproof::Loss loss;
  loss.name = name;
  loss.function = function;
  loss.params = params;
  loss.optional = optional;
  loss.reductions = reductions;
  loss.dtypes = {"f32"};
  loss.wants = wants;
  return loss;
}

inline std::vector<lossproof::Loss> declared() {
  using lossproof::any;
  using lossproof::one_of;
  const Names mean = {"mean"}, both = {"sum", "mean"}, none = {"none"};
  const Names weight = {"weight"}, class_weight = {"class_weight"};
  const Names prediction = {"value", "gradient.prediction"}, logits = {"value", "gradient.logits"};
  const std::string refused = one_of(Names{"throw"}), last = "[-1]", second = "[1]";
  // Where nothing is weighed it does not matter what a weighted mean would divide by; where it is, dlib divides by the
  // number.
  const Params plain = {{"denominator", any()}, {"empty", refused}};
  const Params counted = {{"denominator", one_of(Names{"count"})}, {"empty", refused}};
  Params focal = counted, rows = plain, weighted_rows = plain, pixels = plain, weighted_pixels = plain;
  focal.insert({{"gamma", any()}, {"alpha", any()}, {"balanced", "[false]"}});
  rows["class_axis"] = weighted_rows["class_axis"] = last;
  pixels["class_axis"] = weighted_pixels["class_axis"] = second;
  weighted_rows["denominator"] = weighted_pixels["denominator"] = one_of(Names{"count", "all"});
  pixels["denominator"] = one_of(Names{"all"});
  pixels["ignore_index"] = any();
  const Params margin = {{"denominator", any()}, {"margin", lossproof::between(1e-30, INFINITY)}};
  return {
      row("mse", losses::mse, plain, mean, prediction),
      row("mse@loss_mean_squared_multioutput", losses::mse_of_outputs, plain, both, prediction),
      row("mse@loss_mean_squared_per_pixel", losses::mse_of_pixels, plain, mean, prediction),
      row("mse@loss_mean_squared_per_channel_and_pixel", losses::mse_of_channels, plain, mean, prediction),
      row("mae", losses::mae, plain, mean, prediction),
      row("hinge", losses::hinge, plain, mean, prediction),
      row("bce_with_logits", losses::bce_with_logits, counted, mean, logits, weight),
      row("bce_with_logits@loss_binary_log_per_pixel", losses::bce_with_logits_of_pixels, counted, mean, logits,
          weight),
      row("bce_with_logits@loss_multibinary_log", losses::bce_with_logits_of_labels, counted, both, logits, weight),
      row("binary_focal", losses::binary_focal, focal, both, logits, weight),
      row("cross_entropy", losses::cross_entropy, rows, mean, logits),
      row("cross_entropy@loss_multiclass_log_weighted", losses::cross_entropy_weighted, weighted_rows, mean, logits,
          class_weight),
      row("cross_entropy@loss_multimulticlass_log", losses::cross_entropy_of_classifiers, rows, mean, logits),
      row("cross_entropy@loss_multiclass_log_per_pixel", losses::cross_entropy_of_pixels, pixels, mean, logits),
      row("cross_entropy@loss_multiclass_log_per_pixel_weighted", losses::cross_entropy_of_weighted_pixels,
          weighted_pixels, mean, logits, class_weight),
      row("margin_ranking", losses::margin_ranking, margin, none, {"value", "gradient.first", "gradient.second"}),
      row("softmax", losses::softmax, {}, none, logits),
  };
}

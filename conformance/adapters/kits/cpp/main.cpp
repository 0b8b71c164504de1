// Your losses, for lossproof to judge: one loss is filled in, put yours beside it. lossproof.hpp speaks the protocol;
// here a function gets a question and returns what was asked, in vectors of numbers in C order.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lossproof.hpp"

using lossproof::Question;
using lossproof::Reduction;

/** Half the squared difference up to delta, a straight line of slope delta beyond. */
template <class T>
lossproof::Outputs huber(const Question& question) {
  const T delta = question.number<T>("delta");
  // Whatever your library refuses arrives as a refusal; any other exception is a fault of the adapter.
  if (!(delta > 0)) throw lossproof::Rejected("ValueError", "delta must be positive, not " + std::to_string(delta));

  const std::vector<T> prediction = question.operand<T>("prediction"), target = question.operand<T>("target");
  std::vector<T> terms, slopes;
  for (std::size_t i = 0; i < prediction.size(); i++) {
    const T e = prediction[i] - target[i], a = std::abs(e);
    terms.push_back(a <= delta ? e * e / 2 : delta * (a - delta / 2));
    slopes.push_back(std::clamp(e, -delta, delta));
  }

  // A gradient is multiplied with the cotangent: one number for each value, so a single one after a reduction.
  std::vector<T> value = terms, cotangents = question.cotangent<T>();
  if (question.reduction != Reduction::none) {
    const T count = question.reduction == Reduction::mean ? static_cast<T>(terms.size()) : 1;
    T sum = 0;
    for (const T term : terms) sum += term;
    value = {sum / count};
    cotangents.assign(terms.size(), cotangents[0] / count);
  }
  std::vector<T> gradient, opposite;
  for (std::size_t i = 0; i < slopes.size(); i++) {
    gradient.push_back(cotangents[i] * slopes[i]);
    opposite.push_back(-gradient[i]);
  }
  return {{"value", value}, {"gradient.prediction", gradient}, {"gradient.target", opposite}};
}

int main() {
  lossproof::Implementation mine;
  mine.name = "my losses";
  mine.version = "0";
  // How each dtype is computed. Where f32 is computed in f64: {"f32", "f64", "f64"}.
  mine.arithmetic = {{"f64"}, {"f32"}};
  // Whether bad input is promised to be refused, always.
  mine.validates = false;

  // `lossproof list` names the losses, `lossproof explain huber` shows the operands and parameters of one.
  lossproof::Loss loss;
  loss.name = "huber";
  loss.function = [](const Question& question) {
    return question.dtype == "f32" ? huber<float>(question) : huber<double>(question);
  };
  // "library" where the function that is tested is your library's own, "composed" where it is put together here.
  loss.origin = "composed";
  // Which values each parameter may have. One that is not named is supported at its default only.
  loss.params = {{"delta", lossproof::any()}};
  // The optional operands that may be given, such as "weight".
  loss.optional = {};
  loss.reductions = {"none", "sum", "mean"};
  loss.dtypes = {"f64", "f32"};
  // The value, and the gradients with respect to operands and parameters that there are.
  loss.wants = {"value", "gradient.prediction", "gradient.target"};
  mine.losses.push_back(loss);

  return lossproof::serve(mine);
}

// Protocol 1 of lossproof in one header, with the standard library of C++17 alone: reads questions on stdin and writes
// answers on stdout. Nothing in this file is about your losses.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lossproof {

/** The implementation refuses the input, on purpose; `kind` is a word for the reason, such as the exception's class. */
struct Rejected : std::runtime_error {
  std::string kind;
  Rejected(std::string kind_, const std::string& message) : std::runtime_error(message), kind(std::move(kind_)) {}
};

/** The implementation does not have this loss, option or output. */
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class Reduction { none, sum, mean };

/** Numbers in C order. double holds those of every floating-point dtype exactly; labels are whole numbers. */
struct Tensor {
  std::string dtype;
  std::vector<std::size_t> shape;
  std::vector<double> numbers;
  std::vector<std::int64_t> integers;
};

/** A parameter: a number, a whole number, a word, or true or false; or none of them where it is null. */
struct Param {
  bool is_null = false, flag = false;
  double number = 0;
  std::int64_t integer = 0;
  std::string text;
};

/** One case. What is asked for and is not there throws, which is reported as a fault of the adapter. */
struct Question {
  std::string loss;
  /** Behind the @ of the name, where one loss is computed in several ways. */
  std::string form;
  std::string dtype;
  Reduction reduction = Reduction::mean;
  /** What is asked for; more may be given. */
  std::vector<std::string> wants;
  std::map<std::string, Param> params;
  std::map<std::string, Tensor> operands;
  Tensor cotangent_tensor;

  /** Whether an optional operand is given. */
  bool has(const std::string& name) const { return operands.count(name) > 0; }
  const std::vector<std::size_t>& shape(const std::string& name) const { return operands.at(name).shape; }
  /** The numbers of an operand in C order. */
  template <class T>
  std::vector<T> operand(const std::string& name) const {
    const std::vector<double>& numbers = operands.at(name).numbers;
    return std::vector<T>(numbers.begin(), numbers.end());
  }
  /** Whole numbers, such as class labels, in C order. */
  const std::vector<std::int64_t>& labels(const std::string& name) const { return operands.at(name).integers; }
  /** What gradients are multiplied with: one number for each number of the value. */
  template <class T>
  std::vector<T> cotangent() const {
    return std::vector<T>(cotangent_tensor.numbers.begin(), cotangent_tensor.numbers.end());
  }
  template <class T>
  T number(const std::string& name) const {
    return static_cast<T>(params.at(name).number);
  }
};

/** An output: numbers in C order, or one number. */
struct Output {
  std::vector<double> numbers;
  template <class T>
  Output(const std::vector<T>& values) : numbers(values.begin(), values.end()) {}
  Output(double value) : numbers{value} {}
};
/** By "value", or "gradient." and the name of an operand or parameter. */
using Outputs = std::map<std::string, Output>;

/** How a dtype is computed: what each operation is rounded to, what sums are kept in, what becomes of subnormals. */
struct Arithmetic {
  std::string dtype, arithmetic, accumulator, subnormals;
  Arithmetic(std::string dtype_, std::string arithmetic_ = "", std::string accumulator_ = "",
             std::string subnormals_ = "kept")
      : dtype(dtype_),
        arithmetic(arithmetic_.empty() ? dtype_ : arithmetic_),
        accumulator(accumulator_.empty() ? arithmetic : accumulator_),
        subnormals(std::move(subnormals_)) {}
};

/** A function, and what it supports of one loss. */
struct Loss {
  /** "loss", or "loss@form" where one loss is computed in several ways. */
  std::string name;
  std::function<Outputs(const Question&)> function;
  std::string origin = "library";
  /** Of each parameter any(), one_of(...) or between(a, b). */
  std::map<std::string, std::string> params;
  std::vector<std::string> optional, reductions, dtypes, wants;
};

struct Implementation {
  std::string name, version, language = "C++", device = "cpu";
  /** Whether the same case always gives the same bits. */
  bool deterministic = true;
  /** Whether it promises to refuse input outside the domain. */
  bool validates = false;
  std::vector<Arithmetic> arithmetic;
  std::vector<Loss> losses;
};

namespace detail {

/** Text as a string of JSON. */
inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + '"';
}

inline std::string number_text(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}

/** A list of JSON, each element written by `write`. */
template <class T, class F>
std::string list(const std::vector<T>& values, F write) {
  std::string out = "[";
  for (const T& value : values) out += (out.size() > 1 ? "," : "") + write(value);
  return out + "]";
}
inline std::string strings(const std::vector<std::string>& values) { return list(values, quoted); }

}  // namespace detail

/** Every value of a parameter is supported. */
inline std::string any() { return "\"any\""; }
/** These values of a parameter are. */
inline std::string one_of(const std::vector<std::string>& values) { return detail::strings(values); }
inline std::string one_of(const std::vector<double>& values) { return detail::list(values, detail::number_text); }
/** Values from one end to the other are; an infinite end is none. */
inline std::string between(double least, double most) {
  std::vector<std::string> ends;
  if (std::isfinite(least)) ends.push_back("\"min\":" + detail::number_text(least));
  if (std::isfinite(most)) ends.push_back("\"max\":" + detail::number_text(most));
  return "{" + (ends.empty() ? "" : ends.size() == 1 ? ends[0] : ends[0] + "," + ends[1]) + "}";
}

namespace detail {

struct Json {
  enum class Kind { null, boolean, number, text, list, object } kind = Kind::null;
  double number = 0;
  std::string text;
  std::vector<Json> list;
  std::map<std::string, Json> object;

  bool has(const std::string& key) const { return object.count(key) > 0; }
  const Json& operator[](const std::string& key) const { return object.at(key); }
};

/** Reads one value of JSON; throws where there is none. */
class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}
  Json value() {
    Json out;
    const char first = next();
    if (first == '{') {
      out.kind = Json::Kind::object;
      for (at_++; next() != '}'; separator()) {
        std::string key = string();
        if (next() != ':') throw std::runtime_error("no colon in an object of JSON");
        at_++;
        out.object.emplace(std::move(key), value());
      }
      at_++;
    } else if (first == '[') {
      out.kind = Json::Kind::list;
      for (at_++; next() != ']'; separator()) out.list.push_back(value());
      at_++;
    } else if (first == '"') {
      out.kind = Json::Kind::text;
      out.text = string();
    } else {
      const std::size_t end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
      const std::string word = text_.substr(at_, end - at_);
      at_ = end;
      if (word == "null") return out;
      const bool is_boolean = word == "true" || word == "false";
      out.kind = is_boolean ? Json::Kind::boolean : Json::Kind::number;
      out.number = is_boolean ? word == "true" : std::stod(word);
    }
    return out;
  }

 private:
  char next() {
    while (text_.at(at_) == ' ' || text_.at(at_) == '\t' || text_.at(at_) == '\r' || text_.at(at_) == '\n') at_++;
    return text_.at(at_);
  }
  void separator() {
    if (next() == ',') at_++;
    else if (text_.at(at_) != '}' && text_.at(at_) != ']') throw std::runtime_error("no comma in a list of JSON");
  }
  std::string string() {
    if (next() != '"') throw std::runtime_error("no string where JSON must have one");
    std::string out;
    for (at_++; text_.at(at_) != '"'; at_++) {
      if (text_[at_] != '\\') {
        out += text_[at_];
        continue;
      }
      const char escape = text_.at(++at_);
      static const std::string letters = "bfnrt", meanings = "\b\f\n\r\t";
      const std::size_t letter = letters.find(escape);
      if (escape == 'u') utf8(out, code_point());
      else out += letter == std::string::npos ? escape : meanings[letter];
    }
    at_++;
    return out;
  }
  /** The four digits behind a u; two such escapes are one code point where they are surrogates. */
  unsigned long code_point() {
    const unsigned long first = std::stoul(text_.substr(at_ + 1, 4), nullptr, 16);
    at_ += 4;
    if (first < 0xD800 || first > 0xDBFF || text_.compare(at_ + 1, 2, "\\u") != 0) return first;
    const unsigned long second = std::stoul(text_.substr(at_ + 3, 4), nullptr, 16);
    at_ += 6;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }
  static void utf8(std::string& out, unsigned long c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) return void(out += static_cast<char>(c));
    if (c < 0x800) return out += static_cast<char>(0xC0 | c >> 6), tail(0);
    if (c < 0x10000) return out += static_cast<char>(0xE0 | c >> 12), tail(6), tail(0);
    out += static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0);
  }
  const std::string& text_;
  std::size_t at_ = 0;
};

inline const std::string& base64_digits() {
  static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return digits;
}
inline std::string to_base64(const std::vector<unsigned char>& bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t given = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; i++) bits = bits << 8 | (i < given ? bytes[at + i] : 0);
    for (std::size_t i = 0; i < 4; i++) out += i <= given ? base64_digits()[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}
inline std::vector<unsigned char> from_base64(const std::string& text) {
  static const std::vector<int> values = [] {
    std::vector<int> of(256, -1);
    for (int i = 0; i < 64; i++) of[static_cast<unsigned char>(base64_digits()[i])] = i;
    return of;
  }();
  std::vector<unsigned char> out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char symbol : text) {
    const int value = values[static_cast<unsigned char>(symbol)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((held += 6) >= 8) out.push_back(static_cast<unsigned char>(bits >> (held -= 8)));
  }
  return out;
}

/** Digits of the exponent and of the significand behind the point. */
struct Format {
  int exponent, digits;
  int bytes() const { return (1 + exponent + digits) / 8; }
  std::uint64_t top() const { return (std::uint64_t{1} << exponent) - 1; }
};
inline Format format_of(const std::string& dtype) {
  static const std::map<std::string, Format> formats = {
      {"f64", {11, 52}}, {"f32", {8, 23}}, {"f16", {5, 10}}, {"bf16", {8, 7}}};
  const auto found = formats.find(dtype);
  if (found == formats.end()) throw std::runtime_error("unknown dtype " + dtype);
  return found->second;
}
inline int bytes_of(const std::string& dtype) { return dtype == "i64" ? 8 : format_of(dtype).bytes(); }

inline double from_bits(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline std::uint64_t to_bits(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

/** The number that the bits of a format stand for, exactly. A NaN keeps what it carries. */
inline double widen(std::uint64_t bits, const Format& format) {
  if (format.digits == 52) return from_bits(bits);
  const std::uint64_t sign = bits >> (format.exponent + format.digits), field = bits >> format.digits & format.top();
  const std::uint64_t rest = bits & ((std::uint64_t{1} << format.digits) - 1);
  if (field == format.top()) return from_bits(sign << 63 | std::uint64_t{0x7FF} << 52 | rest << (52 - format.digits));
  const std::uint64_t significand = field == 0 ? rest : rest | std::uint64_t{1} << format.digits;
  const int power = static_cast<int>(std::max<std::uint64_t>(field, 1)) - static_cast<int>(format.top() >> 1);
  const double magnitude = std::ldexp(static_cast<double>(significand), power - format.digits);
  return sign ? -magnitude : magnitude;
}

/** The bits of a number in a format, rounded once: to nearest, ties to even. */
inline std::uint64_t narrow(double x, const Format& format) {
  const std::uint64_t wide = to_bits(x), one = 1;
  if (format.digits == 52) return wide;
  const std::uint64_t sign = wide >> 63 << (format.exponent + format.digits), infinity = format.top() << format.digits;
  if (std::isnan(x)) {
    const std::uint64_t carried = wide >> (52 - format.digits) & ((one << format.digits) - 1);
    return sign | infinity | one << (format.digits - 1) | carried;
  }
  // Where the exponent stands in the format; below 1 the number is subnormal there.
  const int field = static_cast<int>(wide >> 52 & 0x7FF) - 1023 + static_cast<int>(format.top() >> 1);
  const std::uint64_t significand = (wide & ((one << 52) - 1)) | one << 52;
  const int dropped = 52 - format.digits + std::max(0, 1 - field);
  if (dropped > 62) return sign;
  const std::uint64_t kept = significand >> dropped, rest = significand & ((one << dropped) - 1);
  const std::uint64_t half = one << (dropped - 1);
  const std::uint64_t up = rest > half || (rest == half && (kept & 1)) ? 1 : 0;
  // The leading digit of a normal number adds one to the exponent, and so does one that is carried.
  const std::uint64_t magnitude = static_cast<std::uint64_t>(std::max(field, 1) - 1) << format.digits;
  return sign | std::min(magnitude + kept + up, infinity);
}

inline Tensor decode(const Json& json) {
  Tensor tensor;
  tensor.dtype = json["dtype"].text;
  for (const Json& extent : json["shape"].list) tensor.shape.push_back(static_cast<std::size_t>(extent.number));
  const std::vector<unsigned char> bytes = from_base64(json["data"].text);
  const std::size_t width = bytes_of(tensor.dtype);
  for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
    std::uint64_t bits = 0;
    for (std::size_t i = width; i > 0; i--) bits = bits << 8 | bytes[at + i - 1];
    if (tensor.dtype == "i64") {
      tensor.integers.push_back(static_cast<std::int64_t>(bits));
      tensor.numbers.push_back(static_cast<double>(tensor.integers.back()));
    } else {
      tensor.numbers.push_back(widen(bits, format_of(tensor.dtype)));
    }
  }
  return tensor;
}

inline std::string encode(const Tensor& tensor) {
  std::vector<unsigned char> bytes;
  for (std::size_t i = 0; i < tensor.numbers.size(); i++) {
    const bool whole = tensor.dtype == "i64";
    std::uint64_t bits = whole ? static_cast<std::uint64_t>(tensor.integers[i])
                               : narrow(tensor.numbers[i], format_of(tensor.dtype));
    for (int left = bytes_of(tensor.dtype); left > 0; left--, bits >>= 8) bytes.push_back(bits & 0xFF);
  }
  const std::string shape = list(tensor.shape, [](std::size_t extent) { return std::to_string(extent); });
  return "{\"dtype\":" + quoted(tensor.dtype) + ",\"shape\":" + shape + ",\"data\":\"" + to_base64(bytes) + "\"}";
}

inline Param param_of(const Json& json) {
  Param param;
  param.is_null = json.kind == Json::Kind::null;
  param.flag = json.kind == Json::Kind::boolean && json.number != 0;
  param.text = json.text;
  if (json.kind != Json::Kind::object) return param;
  const std::uint64_t bits = std::stoull(json["bits"].text, nullptr, 16);
  const bool whole = json["dtype"].text == "i64";
  if (whole) {
    param.integer = static_cast<std::int64_t>(bits);
    param.number = static_cast<double>(param.integer);
  } else {
    param.number = widen(bits, format_of(json["dtype"].text));
    if (std::abs(param.number) < 9e15) param.integer = static_cast<std::int64_t>(param.number);
  }
  return param;
}

inline Question question_of(const Json& item) {
  Question question;
  question.loss = item["loss"].text;
  if (item.has("form")) question.form = item["form"].text;
  question.dtype = item["dtype"].text;
  const std::string& reduction = item["reduction"].text;
  question.reduction = reduction == "none" ? Reduction::none : reduction == "sum" ? Reduction::sum : Reduction::mean;
  for (const Json& want : item["wants"].list) question.wants.push_back(want.text);
  for (const auto& [name, value] : item["params"].object) question.params[name] = param_of(value);
  for (const auto& [name, tensor] : item["operands"].object) question.operands[name] = decode(tensor);
  question.cotangent_tensor = decode(item["cotangent"]);
  return question;
}

/** What was wanted: a value shaped as the cotangent, gradients as their operands or, of parameters, of rank 0. */
inline std::string outputs_text(const Outputs& outputs, const Question& question) {
  std::string text;
  for (const std::string& want : question.wants) {
    const auto found = outputs.find(want);
    if (found == outputs.end()) throw Unsupported(want + " of " + question.loss);
    Tensor tensor;
    tensor.dtype = question.dtype;
    tensor.numbers = found->second.numbers;
    const std::string name = want == "value" ? "" : want.substr(std::strlen("gradient."));
    if (want == "value") tensor.shape = question.cotangent_tensor.shape;
    else if (question.has(name)) tensor.shape = question.shape(name);
    std::size_t expected = 1;
    for (const std::size_t extent : tensor.shape) expected *= extent;
    if (tensor.numbers.size() != expected)
      throw std::logic_error(want + " has " + std::to_string(tensor.numbers.size()) + " numbers, but must have " +
                             std::to_string(expected));
    text += (text.empty() ? "" : ",") + quoted(want) + ":" + encode(tensor);
  }
  return "{" + text + "}";
}

inline std::string answer(const Implementation& implementation, const Json& item) {
  const auto start = std::chrono::steady_clock::now();
  std::string told;
  try {
    const Question question = question_of(item);
    const std::string name = question.form.empty() ? question.loss : question.loss + "@" + question.form;
    const auto& losses = implementation.losses;
    const auto loss = std::find_if(losses.begin(), losses.end(), [&](const Loss& each) { return each.name == name; });
    if (loss == losses.end()) throw Unsupported(name);
    told = "\"ok\":{\"outputs\":" + outputs_text(loss->function(question), question) + "}";
  } catch (const Rejected& refusal) {
    told = "\"rejected\":{\"kind\":" + quoted(refusal.kind) + ",\"message\":" + quoted(refusal.what()) + "}";
  } catch (const Unsupported& lack) {
    told = "\"unsupported\":{\"what\":" + quoted(lack.what()) + "}";
  } catch (const std::exception& fault) {
    told = "\"error\":{\"trace\":" + quoted(fault.what()) + "}";
  } catch (...) {
    told = "\"error\":{\"trace\":\"something was thrown that is no std::exception\"}";
  }
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  return "{\"id\":" + quoted(item["id"].text) + ",\"elapsed_ms\":" + number_text(elapsed.count()) + "," + told + "}";
}

inline std::string ready(const Implementation& mine) {
  const auto arithmetic = [](const Arithmetic& a) {
    return quoted(a.dtype) + ":{\"storage\":" + quoted(a.dtype) + ",\"arithmetic\":" + quoted(a.arithmetic) +
           ",\"accumulator\":" + quoted(a.accumulator) + ",\"subnormals\":" + quoted(a.subnormals) + "}";
  };
  const auto support = [](const Loss& loss) {
    const std::size_t at = loss.name.find('@');
    const std::string form = at == std::string::npos ? "" : ",\"form\":" + quoted(loss.name.substr(at + 1));
    std::string params;
    for (const auto& [name, values] : loss.params) params += (params.empty() ? "" : ",") + quoted(name) + ":" + values;
    return "{\"loss\":" + quoted(loss.name.substr(0, at)) + form + ",\"origin\":" + quoted(loss.origin) +
           ",\"params\":{" + params + "},\"optional\":" + strings(loss.optional) + ",\"reductions\":" +
           strings(loss.reductions) + ",\"dtypes\":" + strings(loss.dtypes) + ",\"wants\":" + strings(loss.wants) + "}";
  };
  const auto truth = [](bool is) { return std::string(is ? "true" : "false"); };
  const std::string dtypes = list(mine.arithmetic, arithmetic);
  return "{\"op\":\"ready\",\"protocol\":1,\"implementation\":{\"name\":" + quoted(mine.name) + ",\"version\":" +
         quoted(mine.version) + ",\"language\":" + quoted(mine.language) + ",\"device\":" + quoted(mine.device) +
         ",\"deterministic\":" + truth(mine.deterministic) + ",\"validates\":" + truth(mine.validates) +
         "},\"arithmetic\":{" + dtypes.substr(1, dtypes.size() - 2) +
         "},\"supports\":" + list(mine.losses, support) + "}";
}

}  // namespace detail

/** Speaks the protocol until it is told to stop, and gives the exit code. What else is printed does no harm. */
inline int serve(const Implementation& implementation) {
  const char* nonce = std::getenv("LOSSPROOF_NONCE");
  if (!nonce) {
    std::cerr << "this is an adapter: run it with `lossproof run -- ./adapter`\n";
    return 1;
  }
  const std::string prefix = std::string("@@") + nonce + " ";
  const auto say = [&](const std::string& message) { std::cout << prefix + message + "\n" << std::flush; };
  for (std::string line; std::getline(std::cin, line);) {
    const detail::Json message = detail::Reader(line).value();
    const std::string& op = message["op"].text;
    if (op == "hello") {
      say(detail::ready(implementation));
    } else if (op == "echo") {
      const auto back = [](const detail::Json& tensor) { return detail::encode(detail::decode(tensor)); };
      const std::string tensors = detail::list(message["tensors"].list, back);
      say("{\"id\":" + detail::quoted(message["id"].text) + ",\"tensors\":" + tensors + "}");
    } else if (op == "evaluate") {
      say(detail::answer(implementation, message));
    } else if (op == "batch") {
      for (const detail::Json& item : message["items"].list) say(detail::answer(implementation, item));
    } else if (op == "bye") {
      return 0;
    } else {
      say("{\"id\":" + detail::quoted(message["id"].text) + ",\"error\":{\"trace\":\"unknown op\"}}");
    }
  }
  return 0;
}

}  // namespace lossproof

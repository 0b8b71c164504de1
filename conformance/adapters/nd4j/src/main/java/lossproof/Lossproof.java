package lossproof;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Protocol 1 of lossproof: reads questions on stdin and writes answers on stdout. Nothing in this file is about your losses. */
public final class Lossproof {
    /** Answers a question: the value and the gradients, by name, as numbers in C order. */
    public interface Function {
        Map<String, double[]> answer(Question question);
    }

    /**
     * A function, and what it supports of one loss. `name` is "loss", or "loss@form" where one loss is computed in several ways;
     * `params` has of each parameter "any", a list, or a map of min and max.
     */
    public record Loss(String name, Function function, String origin, Map<String, Object> params, List<String> optional,
            List<String> reductions, List<String> dtypes, List<String> wants) {}

    /** `dtypes` are those that everything is computed in as it is stored; `validates` promises to refuse input outside the domain. */
    public record Implementation(String name, String version, String device, boolean deterministic, boolean validates,
            List<String> dtypes, List<Loss> losses) {}

    /** The implementation refuses the input, on purpose. */
    public static final class Rejected extends RuntimeException {
        final String kind;

        public Rejected(String kind, String message) {
            super(message);
            this.kind = kind;
        }
    }

    /** The implementation does not have this loss, option or output. */
    public static final class Unsupported extends RuntimeException {
        public Unsupported(String what) {
            super(what);
        }
    }

    /** One case. What is asked for and is not there ends in an exception, which is reported as a fault of the adapter. */
    public static final class Question {
        private final JsonObject item;

        Question(JsonObject item) {
            this.item = item;
        }

        /** With the @ and the name of the form, where one loss is computed in several ways. */
        String name() {
            return item.get("loss").getAsString() + (item.has("form") ? "@" + item.get("form").getAsString() : "");
        }

        public String dtype() {
            return item.get("dtype").getAsString();
        }

        /** "none", "sum" or "mean". */
        public String reduction() {
            return item.get("reduction").getAsString();
        }

        /** What is asked for; more may be given. */
        public boolean wants(String name) {
            return item.getAsJsonArray("wants").contains(new com.google.gson.JsonPrimitive(name));
        }

        public boolean has(String operand) {
            return item.getAsJsonObject("operands").has(operand);
        }

        /** An operand in C order. */
        public Tensor operand(String name) {
            return Tensor.decode(item.getAsJsonObject("operands").getAsJsonObject(name));
        }

        /** What gradients are multiplied with: one number for each number of the value. */
        public Tensor cotangent() {
            return Tensor.decode(item.getAsJsonObject("cotangent"));
        }

        /** A parameter that is a number. */
        public double number(String name) {
            JsonObject scalar = param(name).getAsJsonObject();
            long bits = Long.parseUnsignedLong(scalar.get("bits").getAsString(), 16);
            return Format.of(scalar.get("dtype").getAsString()).widen(bits);
        }

        /** A parameter that is a word, such as `denominator`. */
        public String text(String name) {
            return param(name).getAsString();
        }

        public boolean flag(String name) {
            return param(name).getAsBoolean();
        }

        public boolean isNull(String name) {
            return param(name).isJsonNull();
        }

        private JsonElement param(String name) {
            return item.getAsJsonObject("params").get(name);
        }
    }

    /** Numbers in C order. Doubles hold those of every floating-point dtype exactly; `integers` has labels beyond 2^53, too. */
    public record Tensor(String dtype, long[] shape, double[] numbers, long[] integers) {
        static Tensor decode(JsonObject tensor) {
            String dtype = tensor.get("dtype").getAsString();
            Format format = Format.of(dtype);
            byte[] bytes = Base64.getDecoder().decode(tensor.get("data").getAsString());
            long[] integers = new long[bytes.length / format.bytes()];
            for (int i = 0; i < bytes.length; i++)
                integers[i / format.bytes()] |= (bytes[i] & 0xffL) << 8 * (i % format.bytes());
            double[] numbers = Arrays.stream(integers).mapToDouble(format::widen).toArray();
            long[] shape = tensor.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
            return new Tensor(dtype, shape, numbers, integers);
        }

        JsonObject encode() {
            Format format = Format.of(dtype);
            byte[] bytes = new byte[numbers.length * format.bytes()];
            for (int i = 0; i < bytes.length; i++) {
                int at = i / format.bytes();
                long bits = format.isWhole() ? integers[at] : format.narrow(numbers[at]);
                bytes[i] = (byte) (bits >>> 8 * (i % format.bytes()));
            }
            JsonObject told = new JsonObject();
            told.addProperty("dtype", dtype);
            told.add("shape", new Gson().toJsonTree(shape));
            told.addProperty("data", Base64.getEncoder().encodeToString(bytes));
            return told;
        }
    }

    /** Digits of the exponent and of the significand behind the point; a whole number has none. */
    private record Format(int exponent, int digits) {
        static Format of(String dtype) {
            return switch (dtype) {
                case "f64" -> new Format(11, 52);
                case "f32" -> new Format(8, 23);
                case "f16" -> new Format(5, 10);
                case "bf16" -> new Format(8, 7);
                case "i64" -> new Format(0, 63);
                default -> throw new IllegalArgumentException("unknown dtype " + dtype);
            };
        }

        boolean isWhole() {
            return exponent == 0;
        }

        int bytes() {
            return (1 + exponent + digits) / 8;
        }

        /** The number that the bits stand for, exactly. A NaN keeps what it carries. */
        double widen(long bits) {
            if (isWhole()) return bits;
            if (digits == 52) return Double.longBitsToDouble(bits);
            long top = (1L << exponent) - 1;
            long sign = bits >>> exponent + digits, field = bits >>> digits & top, rest = bits & (1L << digits) - 1;
            if (field == top) return Double.longBitsToDouble(sign << 63 | 0x7ffL << 52 | rest << 52 - digits);
            double significand = field == 0 ? rest : rest | 1L << digits;
            double magnitude = Math.scalb(significand, (int) (Math.max(field, 1) - (top >> 1) - digits));
            return sign == 1 ? -magnitude : magnitude;
        }

        /** The bits of a number, rounded once: to nearest, ties to even. */
        long narrow(double x) {
            long wide = Double.doubleToRawLongBits(x);
            if (digits == 52) return wide;
            long top = (1L << exponent) - 1, sign = wide >>> 63 << exponent + digits, infinity = top << digits;
            if (Double.isNaN(x)) return sign | infinity | 1L << digits - 1 | wide >>> 52 - digits & (1L << digits) - 1;
            // Where the exponent stands in the format; below 1 the number is subnormal there.
            long field = (wide >>> 52 & 0x7ff) - 1023 + (top >> 1);
            long significand = wide & (1L << 52) - 1 | 1L << 52;
            long dropped = 52 - digits + Math.max(0, 1 - field);
            if (dropped > 62) return sign;
            long kept = significand >>> dropped, rest = significand & (1L << dropped) - 1, half = 1L << dropped - 1;
            boolean up = rest > half || rest == half && (kept & 1) == 1;
            // The leading digit of a normal number adds one to the exponent, and so does one that is carried.
            return sign | Math.min((Math.max(field, 1) - 1 << digits) + kept + (up ? 1 : 0), infinity);
        }
    }

    private final Implementation implementation;
    private final String nonce;
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private Lossproof(Implementation implementation, String nonce) {
        this.implementation = implementation;
        this.nonce = nonce;
    }

    /** Speaks the protocol until it is told to stop. What else is printed does no harm. */
    public static void serve(Implementation implementation) throws IOException {
        String nonce = System.getenv("LOSSPROOF_NONCE");
        if (nonce == null) {
            System.err.println("this is an adapter: run it with `lossproof run -- java -jar " + implementation.name() + ".jar`");
            System.exit(1);
        }
        new Lossproof(implementation, nonce).loop();
    }

    private void loop() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null;) {
            JsonObject message = JsonParser.parseString(line).getAsJsonObject();
            switch (message.get("op").getAsString()) {
                case "hello" -> say(ready());
                case "echo" -> say(echo(message));
                case "evaluate" -> say(answer(message));
                case "batch" -> {
                    for (JsonElement item : message.getAsJsonArray("items")) say(answer(item.getAsJsonObject()));
                }
                case "bye" -> {
                    return;
                }
                default -> say(reply(message, "error", "trace", "unknown op"));
            }
        }
    }

    /** One piece, on a line of its own even where native code has begun one. */
    private void say(JsonObject message) throws IOException {
        out.write(("\n@@" + nonce + " " + message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject ready() {
        Gson gson = new Gson();
        JsonObject arithmetic = new JsonObject();
        for (String dtype : implementation.dtypes)
            arithmetic.add(dtype, gson.toJsonTree(
                    Map.of("storage", dtype, "arithmetic", dtype, "accumulator", dtype, "subnormals", "kept")));
        JsonArray supports = new JsonArray();
        for (Loss loss : implementation.losses) {
            String[] name = loss.name.split("@");
            JsonObject told = gson.toJsonTree(Map.of("loss", name[0], "origin", loss.origin, "params", loss.params,
                    "optional", loss.optional, "reductions", loss.reductions, "dtypes", loss.dtypes, "wants", loss.wants))
                    .getAsJsonObject();
            if (name.length > 1) told.addProperty("form", name[1]);
            supports.add(told);
        }
        JsonObject told = new JsonObject();
        told.addProperty("op", "ready");
        told.addProperty("protocol", 1);
        told.add("implementation", gson.toJsonTree(Map.of("name", implementation.name, "version", implementation.version,
                "language", "Java " + System.getProperty("java.version"), "device", implementation.device,
                "deterministic", implementation.deterministic, "validates", implementation.validates)));
        told.add("arithmetic", arithmetic);
        told.add("supports", supports);
        return told;
    }

    private static JsonObject echo(JsonObject message) {
        JsonArray tensors = new JsonArray();
        for (JsonElement tensor : message.getAsJsonArray("tensors"))
            tensors.add(Tensor.decode(tensor.getAsJsonObject()).encode());
        JsonObject told = new JsonObject();
        told.add("id", message.get("id"));
        told.add("tensors", tensors);
        return told;
    }

    private JsonObject answer(JsonObject item) {
        long start = System.nanoTime();
        JsonObject told = answered(item);
        told.addProperty("elapsed_ms", (System.nanoTime() - start) / 1e6);
        return told;
    }

    private JsonObject answered(JsonObject item) {
        try {
            Question question = new Question(item);
            Loss loss = implementation.losses.stream().filter(each -> each.name.equals(question.name())).findFirst()
                    .orElseThrow(() -> new Unsupported(question.name()));
            JsonObject outputs = outputs(question, loss.function.answer(question));
            JsonObject told = new JsonObject(), ok = new JsonObject();
            told.add("id", item.get("id"));
            ok.add("outputs", outputs);
            told.add("ok", ok);
            return told;
        } catch (Rejected refusal) {
            JsonObject told = reply(item, "rejected", "kind", refusal.kind);
            told.getAsJsonObject("rejected").addProperty("message", String.valueOf(refusal.getMessage()));
            return told;
        } catch (Unsupported lack) {
            return reply(item, "unsupported", "what", lack.getMessage());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError fault) {
            // It costs its case, not the process.
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            return reply(item, "error", "trace", trace.toString());
        }
    }

    /** What was wanted: a value shaped as the cotangent, gradients shaped as their operands or, of parameters, of rank 0. */
    private static JsonObject outputs(Question question, Map<String, double[]> given) {
        JsonObject told = new JsonObject();
        for (JsonElement each : question.item.getAsJsonArray("wants")) {
            String want = each.getAsString(), of = want.replaceFirst("^gradient\\.", "");
            double[] numbers = given.get(want);
            if (numbers == null) throw new Unsupported(want + " of " + question.name());
            long[] shape = want.equals("value") ? question.cotangent().shape
                    : question.has(of) ? question.operand(of).shape : new long[0];
            if (numbers.length != LongStream.of(shape).reduce(1, (a, b) -> a * b))
                throw new IllegalStateException(
                        want + " has " + numbers.length + " numbers, but must have the shape " + Arrays.toString(shape));
            told.add(want, new Tensor(question.dtype(), shape, numbers, null).encode());
        }
        return told;
    }

    private static JsonObject reply(JsonObject message, String member, String key, String text) {
        JsonObject told = new JsonObject(), inner = new JsonObject();
        told.add("id", message.get("id"));
        inner.addProperty(key, text);
        told.add(member, inner);
        return told;
    }
}

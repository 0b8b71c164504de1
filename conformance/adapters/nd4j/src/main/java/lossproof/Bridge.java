package lossproof;

import java.util.Arrays;
import java.util.function.Supplier;
import lossproof.Lossproof.Function;
import lossproof.Lossproof.Question;
import lossproof.Lossproof.Rejected;
import lossproof.Lossproof.Tensor;
import lossproof.Lossproof.Unsupported;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Between the questions of the protocol and arrays of ND4J. */
final class Bridge {
    /** An operand in its own shape and the dtype of the case. */
    static INDArray array(Question question, String name) {
        return array(question, name, question.operand(name).shape());
    }

    /** An operand in another shape with as many numbers. */
    static INDArray array(Question question, String name, long... shape) {
        return create(question, question.operand(name).numbers(), shape);
    }

    /** Numbers as an array of the dtype of the case. */
    static INDArray create(Question question, double[] numbers, long... shape) {
        DataType type = question.dtype().equals("f64") ? DataType.DOUBLE : DataType.FLOAT;
        if (numbers.length == 0) return Nd4j.create(type, shape);
        return shape.length == 0 ? Nd4j.scalar(type, numbers[0]) : Nd4j.create(numbers, shape, type);
    }

    /** Labels in another shape with as many numbers. */
    static INDArray labels(Question question, String name, long... shape) {
        long[] labels = question.operand(name).integers();
        return labels.length == 0 ? Nd4j.create(DataType.LONG, shape) : Nd4j.create(labels, shape, DataType.LONG);
    }

    /** An array's numbers in C order. */
    static double[] numbers(INDArray array) {
        return array.isEmpty() ? new double[0] : array.dup('c').data().asDouble();
    }

    /** One row for each number, a column high. */
    static long[] column(Tensor tensor) {
        return new long[] {tensor.numbers().length, 1};
    }

    /** A table of what the last axis has. */
    static long[] table(Tensor tensor) {
        long[] shape = tensor.shape();
        long width = shape[shape.length - 1];
        return new long[] {Arrays.stream(shape, 0, shape.length - 1).reduce(1, (a, b) -> a * b), width};
    }

    /** What is asked of filled arrays only: the library has no empty ones there, or ends the process. */
    static Function filled(String operand, Function function) {
        return question -> {
            if (question.operand(operand).numbers().length == 0) throw new Unsupported("an empty array");
            return function.answer(question);
        };
    }

    /** Derivatives of a sum of independent parts, each times the cotangent of its part; one cotangent is that of all. */
    static double[] contracted(double[] derivatives, double[] cotangent, double divisor) {
        double[] product = new double[derivatives.length];
        for (int i = 0; i < product.length; i++)
            product[i] = derivatives[i] * cotangent[i * cotangent.length / product.length] / divisor;
        return product;
    }

    /** What a call of the library gives; an exception in it is a refusal of the input. */
    static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (Unsupported | Rejected told) {
            throw told;
        } catch (RuntimeException refusal) {
            String message = String.valueOf(refusal.getMessage());
            throw new Rejected(refusal.getClass().getSimpleName(), message.lines().findFirst().orElse(""));
        }
    }

    private Bridge() {}
}

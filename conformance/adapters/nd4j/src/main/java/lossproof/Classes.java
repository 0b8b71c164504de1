package lossproof;

import static lossproof.Bridge.array;
import static lossproof.Bridge.asked;
import static lossproof.Bridge.contracted;
import static lossproof.Bridge.numbers;

import java.util.HashMap;
import java.util.Map;
import lossproof.Lossproof.Function;
import lossproof.Lossproof.Question;
import lossproof.Lossproof.Tensor;
import lossproof.Lossproof.Unsupported;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;

/**
 * The loss classes of org.nd4j.linalg.lossfunctions.impl, which Deeplearning4j trains with. They have a loss of each row, their
 * sum and their mean; computeGradient is that of the sum, whatever is averaged: Deeplearning4j divides it by the number of rows
 * afterwards, and so does the adapter, which multiplies each row with its cotangent.
 */
final class Classes {
    private static final IActivation IDENTITY = new ActivationIdentity();

    /** A loss that may be configured by the question. */
    interface Configured {
        ILossFunction loss(Question question);
    }

    /** Every number is a row. */
    static Function elements(String prediction, Configured configured) {
        return question -> of(question, configured.loss(question), IDENTITY, array(question, "target", column(question)),
                array(question, prediction, column(question)), prediction);
    }

    static Function logitElements(Configured configured) {
        return question -> of(question, configured.loss(question), new ActivationSigmoid(),
                array(question, "target", column(question)), array(question, "logits", column(question)), "logits");
    }

    /** Every number is an output of a single row, over which the class averages. */
    static Function outputs(Configured configured) {
        return question -> asked(() -> {
            int count = question.operand("target").numbers().length;
            INDArray target = array(question, "target", 1, count), prediction = array(question, "prediction", 1, count);
            return Map.of("value", numbers(configured.loss(question).computeScoreArray(target, prediction, IDENTITY, null)),
                    "gradient.prediction", contracted(numbers(configured.loss(question)
                            .computeGradient(target, prediction, IDENTITY, null)), question.cotangent().numbers(), 1));
        });
    }

    static Map<String, double[]> crossEntropy(Question question) {
        INDArray logits = array(question, "logits", Bridge.table(question.operand("logits")));
        INDArray target = Bridge.labels(question, "target", column(question));
        // It would write outside its memory, and the process might end much later.
        if (target.length() > 0 && (target.minNumber().longValue() < 0 || target.maxNumber().longValue() >= logits.size(1)))
            throw new Unsupported("a label that is no class");
        return of(question, new LossSparseMCXENT(classWeight(question)), new ActivationSoftmax(), target, logits, "logits");
    }

    static Map<String, double[]> crossEntropyOfProbabilities(Question question) {
        long[] shape = Bridge.table(question.operand("logits"));
        return of(question, new LossMCXENT(classWeight(question)), new ActivationSoftmax(), array(question, "target", shape),
                array(question, "logits", shape), "logits");
    }

    static Map<String, double[]> cosineProximity(Question question) {
        return of(question, new LossCosineProximity(), IDENTITY, array(question, "second"), array(question, "first"), "first");
    }

    /** The labels of what a generator made are -1. */
    static Map<String, double[]> wasserstein(Question question) {
        Tensor fake = question.operand("fake");
        INDArray labels = Nd4j.ones(array(question, "fake").dataType(), Bridge.column(fake)).neg();
        return of(question, new LossWasserstein(), IDENTITY, labels, array(question, "fake", Bridge.column(fake)), "fake");
    }

    /** 1 minus the F-measure of the batch, which is Dice. */
    static Map<String, double[]> fMeasure(Question question) {
        return asked(() -> {
            INDArray target = array(question, "target", column(question)), given = array(question, "probability", column(question));
            double value = new LossFMeasure().computeScore(target, given.dup(), IDENTITY, null, false);
            INDArray gradient = new LossFMeasure().computeGradient(target, given, IDENTITY, null);
            return Map.of("value", new double[] {value}, "gradient.probability",
                    contracted(numbers(gradient), question.cotangent().numbers(), 1));
        });
    }

    private static Map<String, double[]> of(Question question, ILossFunction loss, IActivation activation, INDArray target,
            INDArray given, String operand) {
        if (given.isEmpty()) throw new Unsupported("an empty array");
        return asked(() -> {
            Map<String, double[]> outputs = new HashMap<>();
            boolean mean = question.reduction().equals("mean");
            // What is given may be overwritten.
            outputs.put("value", question.reduction().equals("none")
                    ? numbers(loss.computeScoreArray(target, given.dup(), activation, null))
                    : new double[] {loss.computeScore(target, given.dup(), activation, null, mean)});
            if (question.wants("gradient." + operand))
                outputs.put("gradient." + operand, contracted(numbers(loss.computeGradient(target, given, activation, null)),
                        question.cotangent().numbers(), mean ? given.size(0) : 1));
            return outputs;
        });
    }

    private static INDArray classWeight(Question question) {
        return question.has("class_weight") ? array(question, "class_weight") : null;
    }

    private static long[] column(Question question) {
        return Bridge.column(question.operand("target"));
    }

    private Classes() {}
}

package lossproof;

import static lossproof.Bridge.array;
import static lossproof.Bridge.asked;
import static lossproof.Bridge.contracted;
import static lossproof.Bridge.create;
import static lossproof.Bridge.labels;
import static lossproof.Bridge.numbers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lossproof.Lossproof.Function;
import lossproof.Lossproof.Question;
import lossproof.Lossproof.Unsupported;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp.DynamicCustomOpsBuilder;
import org.nd4j.linalg.api.ops.impl.loss.CtcLoss;
import org.nd4j.linalg.api.ops.impl.loss.WeightedCrossEntropyLoss;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss operators, as Nd4j.loss() has them, and the operators that are their derivatives. These take no gradient from outside:
 * they are derivatives of the sum or mean, and the adapter multiplies each part with its cotangent.
 */
final class Operators {
    /** A loss operator of arrays that may have weights, and reduces its losses itself. */
    interface Weighted {
        INDArray of(INDArray target, INDArray prediction, INDArray weight, LossReduce reduce, Question question);
    }

    /** `numbers` are the parameters that its derivative, the operator `name` with _grad, takes, too. */
    static Function weighted(String name, String prediction, Weighted loss, String... numbers) {
        return question -> asked(() -> {
            INDArray given = array(question, prediction), target = array(question, "target");
            // It takes 0 and 1 for the signs -1 and 1.
            if (name.equals("hinge_loss") && !target.isEmpty()) target = target.add(1).div(2);
            INDArray weight = question.has("weight") ? array(question, "weight") : create(question, new double[] {1});
            LossReduce reduce = reduce(question);
            Map<String, double[]> outputs = new HashMap<>();
            outputs.put("value", numbers(loss.of(target, given, weight, reduce, question)));
            DynamicCustomOpsBuilder derivative = DynamicCustomOp.builder(name + "_grad").addInputs(given, weight, target)
                    .addIntegerArguments(reduce.ordinal());
            for (String number : numbers) derivative.addFloatingPointArguments(question.number(number));
            if (name.equals("log_poisson_loss") && question.flag("full")) derivative.addIntegerArguments(1);
            // It takes the number itself, which is no parameter here.
            if (name.endsWith("cross_entropy_loss") && numbers.length == 0) derivative.addFloatingPointArguments(0.0);
            gradients(question, outputs, derivative, prediction, "weight", "target");
            return outputs;
        });
    }

    static Map<String, double[]> sparseSoftmax(Question question) {
        return asked(() -> {
            INDArray logits = array(question, "logits");
            INDArray target = labels(question, "target", question.operand("target").shape());
            Map<String, double[]> outputs = new HashMap<>();
            outputs.put("value", numbers(Nd4j.loss().sparseSoftmaxCrossEntropy(logits, target)));
            gradients(question, outputs, DynamicCustomOp.builder("sparse_softmax_cross_entropy_loss_with_logits_grad")
                    .addInputs(target, logits), "logits");
            return outputs;
        });
    }

    static Map<String, double[]> softmaxWithLogits(Question question) {
        return asked(() -> {
            INDArray logits = array(question, "logits"), target = array(question, "target");
            int axis = logits.rank() - 1;
            String name = "softmax_cross_entropy_loss_with_logits";
            Map<String, double[]> outputs = new HashMap<>();
            outputs.put("value", numbers(Nd4j.exec(DynamicCustomOp.builder(name).addInputs(logits, target)
                    .addIntegerArguments(axis).build())[0]));
            gradients(question, outputs, DynamicCustomOp.builder(name + "_grad").addInputs(logits, target)
                    .addIntegerArguments(axis), "logits", "target");
            return outputs;
        });
    }

    static Map<String, double[]> weightedCrossEntropy(Question question) {
        return asked(() -> {
            INDArray logits = array(question, "logits"), target = array(question, "target");
            INDArray weight = question.has("pos_weight") ? array(question, "pos_weight") : create(question, new double[] {1});
            return Map.of("value", numbers(Nd4j.exec(new WeightedCrossEntropyLoss(target, logits, weight))[0]));
        });
    }

    /** The class lacks the blank index that its operator asks for: `ctc` calls the operator, with the first class as the blank. */
    static Map<String, double[]> ctc(Question question) {
        return ctc(question, new int[] {0});
    }

    static Map<String, double[]> ctcOfClass(Question question) {
        return ctc(question, new int[0]);
    }

    private static Map<String, double[]> ctc(Question question, int[] blank) {
        // It would read outside its memory.
        long classes = question.operand("log_probs").shape()[2];
        if (Arrays.stream(question.operand("targets").integers()).anyMatch(label -> label < 0 || label >= classes))
            throw new Unsupported("a label that is no class");
        return asked(() -> {
            // The operator has the batch first.
            INDArray logits = array(question, "log_probs").permute(1, 0, 2).dup('c');
            INDArray targets = labels(question, "targets", question.operand("targets").shape());
            long batch = logits.size(0);
            INDArray lengths = labels(question, "target_lengths", batch), times = labels(question, "input_lengths", batch);
            CtcLoss loss = new CtcLoss(targets, logits, lengths, times);
            loss.addIArgument(blank);
            Map<String, double[]> outputs = new HashMap<>();
            outputs.put("value", numbers(Nd4j.exec(loss)[0]));
            if (question.wants("gradient.log_probs")) {
                INDArray derivative = Nd4j.exec(DynamicCustomOp.builder("ctc_loss_grad")
                        .addInputs(targets, logits, lengths, times).addIntegerArguments(blank).build())[0];
                INDArray cotangent = create(question, question.cotangent().numbers(), batch, 1, 1);
                outputs.put("gradient.log_probs", numbers(derivative.mul(cotangent).permute(1, 0, 2)));
            }
            return outputs;
        });
    }

    /** A function of the rows of a table, whose derivative is an operator that takes the cotangent. */
    static Function ofRows(String name, String derivative) {
        return question -> asked(() -> {
            INDArray logits = array(question, "logits"), cotangent = create(question, question.cotangent().numbers(), logits.shape());
            Map<String, double[]> outputs = new HashMap<>();
            outputs.put("value", numbers(Nd4j.exec(DynamicCustomOp.builder(name).addInputs(logits).addIntegerArguments(-1).build())[0]));
            if (question.wants("gradient.logits"))
                outputs.put("gradient.logits", numbers(Nd4j.exec(
                        DynamicCustomOp.builder(derivative).addInputs(logits, cotangent).addIntegerArguments(-1).build())[0]));
            return outputs;
        });
    }

    private static void gradients(Question question, Map<String, double[]> outputs, DynamicCustomOpsBuilder derivative,
            String... operands) {
        if (Arrays.stream(operands).noneMatch(name -> question.wants("gradient." + name))) return;
        INDArray[] derivatives = Nd4j.exec(derivative.build());
        double[] cotangent = question.cotangent().numbers();
        for (int i = 0; i < operands.length; i++)
            if (question.wants("gradient." + operands[i]))
                outputs.put("gradient." + operands[i], contracted(numbers(derivatives[i]), cotangent, 1));
    }

    static LossReduce reduce(Question question) {
        if (question.reduction().equals("none")) return LossReduce.NONE;
        if (question.reduction().equals("sum")) return LossReduce.SUM;
        if (question.text("denominator").equals("weight")) return LossReduce.MEAN_BY_WEIGHT;
        if (question.has("weight") && Arrays.stream(question.operand("weight").numbers()).anyMatch(weight -> weight == 0))
            throw new Unsupported("a mean that counts weights of 0");
        return LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT;
    }

    private Operators() {}
}

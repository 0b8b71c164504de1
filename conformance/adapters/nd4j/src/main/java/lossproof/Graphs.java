package lossproof;

import static lossproof.Bridge.array;
import static lossproof.Bridge.asked;
import static lossproof.Bridge.create;
import static lossproof.Bridge.labels;
import static lossproof.Bridge.numbers;

import java.util.HashMap;
import java.util.Map;
import lossproof.Lossproof.Function;
import lossproof.Lossproof.Question;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Losses in a graph of SameDiff, ND4J's automatic differentiation: the gradient is that of the sum of cotangent times value. */
final class Graphs {
    /** A loss of sd.loss, of variables. */
    interface InGraph {
        SDVariable of(SameDiff sd, SDVariable target, SDVariable prediction, LossReduce reduce, Question question);
    }

    static Function elements(String prediction, InGraph loss) {
        return Bridge.filled(prediction, question -> asked(() -> {
            SameDiff sd = SameDiff.create();
            SDVariable given = sd.var(prediction, array(question, prediction)), target = sd.var("target", array(question, "target"));
            return differentiated(question, sd, loss.of(sd, target, given, Operators.reduce(question), question), prediction, "target");
        }));
    }

    static Function sparseSoftmax() {
        return Bridge.filled("logits", question -> asked(() -> {
            SameDiff sd = SameDiff.create();
            SDVariable given = sd.var("logits", array(question, "logits"));
            SDVariable target = sd.constant("target", labels(question, "target", question.operand("target").shape()));
            return differentiated(question, sd, sd.loss.sparseSoftmaxCrossEntropy(given, target), "logits");
        }));
    }

    private static Map<String, double[]> differentiated(Question question, SameDiff sd, SDVariable value, String... operands) {
        INDArray cotangent = create(question, question.cotangent().numbers(), question.cotangent().shape());
        sd.setLossVariables(value.mul(sd.constant("cotangent", cotangent)).sum());
        Map<String, double[]> outputs = new HashMap<>();
        outputs.put("value", numbers(value.eval()));
        Map<String, INDArray> gradients = sd.calculateGradients(Map.of(), operands);
        for (String operand : operands) outputs.put("gradient." + operand, numbers(gradients.get(operand)));
        return outputs;
    }

    private Graphs() {}
}

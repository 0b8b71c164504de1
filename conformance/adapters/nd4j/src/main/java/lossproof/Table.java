package lossproof;

import static lossproof.Operators.weighted;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lossproof.Lossproof.Function;
import lossproof.Lossproof.Loss;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/** Which losses ND4J has, with which operands and parameter values: one row a loss, or a function of it. */
final class Table {
    private static final List<String> ALL = List.of("none", "sum", "mean"), NONE = List.of("none"), MEAN = List.of("mean");
    private static final Map<String, Object> BOTH_MEANS =
            Map.of("denominator", List.of("weight", "count"), "empty", List.of("zero"));
    /** Nothing is weighed, so that it does not matter what a weighted mean would divide by. */
    private static final Map<String, Object> UNWEIGHTED = Map.of("denominator", "any", "empty", List.of("zero"));
    private static final Map<String, Object> COUNTED = Map.of("denominator", List.of("count"), "empty", List.of("zero"));
    /** The classes refuse empty arrays. */
    private static final Map<String, Object> OF_ROWS = Map.of("denominator", "any", "empty", List.of("throw"));

    static List<Loss> declared() {
        return Stream.of(operators(), classes(), graphs(), numerics()).flatMap(List::stream).toList();
    }

    private static List<Loss> operators() {
        return List.of(
                operator("mse", weighted("mean_sqerr_loss", "prediction",
                        (t, p, w, reduce, q) -> Nd4j.loss().meanSquaredError(t, p, w, reduce)), BOTH_MEANS, "prediction", "target"),
                operator("mae", weighted("absolute_difference_loss", "prediction",
                        (t, p, w, reduce, q) -> Nd4j.loss().absoluteDifference(t, p, w, reduce)), BOTH_MEANS, "prediction", "target"),
                operator("huber", weighted("huber_loss", "prediction",
                        (t, p, w, reduce, q) -> Nd4j.loss().huberLoss(t, p, w, reduce, q.number("delta")), "delta"),
                        with(BOTH_MEANS, "delta", "any"), "prediction", "target"),
                operator("poisson_nll", weighted("log_poisson_loss", "log_rate",
                        (t, p, w, reduce, q) -> Nd4j.loss().logPoisson(t, p, w, reduce, q.flag("full"))),
                        with(BOTH_MEANS, "full", "any"), "log_rate", "target"),
                operator("bce", weighted("log_loss", "probability",
                        (t, p, w, reduce, q) -> Nd4j.loss().logLoss(t, p, w, reduce, q.number("eps")), "eps"),
                        with(with(BOTH_MEANS, "guard", List.of("epsilon_in_log")), "eps", "any"), "probability", "target"),
                operator("bce_with_logits", weighted("sigm_cross_entropy_loss", "logits",
                        (t, p, w, reduce, q) -> Nd4j.loss().sigmoidCrossEntropy(t, p, w, reduce, 0.0)), BOTH_MEANS, "logits", "target"),
                row("bce_with_logits@WeightedCrossEntropyLoss", Operators::weightedCrossEntropy, UNWEIGHTED,
                        List.of("pos_weight"), NONE),
                operator("hinge", weighted("hinge_loss", "prediction",
                        (t, p, w, reduce, q) -> Nd4j.loss().hingeLoss(t, p, w, reduce)), BOTH_MEANS, "prediction"),
                row("cross_entropy", Operators::sparseSoftmax, with(UNWEIGHTED, "class_axis", List.of(-1)), List.of(), NONE, "logits"),
                row("cross_entropy_probabilities", weighted("softmax_cross_entropy_loss", "logits",
                        (t, p, w, reduce, q) -> Nd4j.loss().softmaxCrossEntropy(t, p, w, reduce, q.number("label_smoothing")),
                        "label_smoothing"), with(with(COUNTED, "class_axis", List.of(-1)), "label_smoothing", "any"), List.of(), ALL,
                        "logits", "target"),
                row("cross_entropy_probabilities@WithLogits", Operators::softmaxWithLogits, with(COUNTED, "class_axis", List.of(-1)),
                        List.of(), NONE, "logits", "target"),
                row("ctc", Operators::ctc, Map.of(), List.of(), NONE, "log_probs"),
                row("ctc@CtcLoss", Operators::ctcOfClass, Map.of(), List.of(), NONE, "log_probs"));
    }

    private static List<Loss> classes() {
        return List.of(
                row("mse@LossMSE", Classes.elements("prediction", q -> new LossMSE()), OF_ROWS, List.of(), ALL, "prediction"),
                row("mse@LossMSE_scores", Classes.outputs(q -> new LossMSE()), OF_ROWS, List.of(), MEAN, "prediction"),
                row("mae@LossMAE", Classes.elements("prediction", q -> new LossMAE()), OF_ROWS, List.of(), ALL, "prediction"),
                row("mae@LossMAE_scores", Classes.outputs(q -> new LossMAE()), OF_ROWS, List.of(), MEAN, "prediction"),
                row("mape", Classes.elements("prediction", q -> new LossMAPE()), with(OF_ROWS, "unit", List.of("percent")), List.of(),
                        ALL, "prediction"),
                row("mape@LossMAPE_scores", Classes.outputs(q -> new LossMAPE()), with(OF_ROWS, "unit", List.of("percent")), List.of(),
                        MEAN, "prediction"),
                row("msle", Classes.elements("prediction", q -> new LossMSLE()), OF_ROWS, List.of(), ALL, "prediction"),
                row("msle@LossMSLE_scores", Classes.outputs(q -> new LossMSLE()), OF_ROWS, List.of(), MEAN, "prediction"),
                row("poisson_nll_rate", Classes.elements("rate", q -> new LossPoisson()), OF_ROWS, List.of(), ALL, "rate"),
                row("hinge@LossHinge", Classes.elements("prediction", q -> new LossHinge()), OF_ROWS, List.of(), ALL, "prediction"),
                row("squared_hinge", Classes.elements("prediction", q -> new LossSquaredHinge()), OF_ROWS, List.of(), ALL, "prediction"),
                row("bce@LossBinaryXENT", Classes.elements("probability",
                        q -> new LossBinaryXENT(q.number("eps"))),
                        with(with(OF_ROWS, "guard", List.of("clip")), "eps", "any"), List.of(), ALL, "probability"),
                row("bce_with_logits@LossBinaryXENT", Classes.logitElements(q -> new LossBinaryXENT()), OF_ROWS, List.of(), ALL,
                        "logits"),
                row("cross_entropy@LossSparseMCXENT", Classes::crossEntropy,
                        with(with(OF_ROWS, "denominator", List.of("count")), "class_axis", List.of(-1)), List.of("class_weight"), ALL, "logits"),
                row("cross_entropy_probabilities@LossMCXENT", Classes::crossEntropyOfProbabilities,
                        with(with(OF_ROWS, "denominator", List.of("count")), "class_axis", List.of(-1)), List.of("class_weight"), ALL, "logits"),
                row("cosine_distance", Classes::cosineProximity, Map.of("empty", List.of("throw"), "form", List.of("negative_similarity"), "norm_floor", List.of(1e-5)),
                        List.of(), ALL, "first"),
                row("wgan_generator", Classes::wasserstein, OF_ROWS, List.of(), ALL, "fake"),
                row("dice", Classes::fMeasure, Map.of("empty", List.of("throw"), "over", List.of("batch")), List.of(), MEAN, "probability"));
    }

    private static List<Loss> graphs() {
        return List.of(
                row("mse@SameDiff", Graphs.elements("prediction", (sd, t, p, reduce, q) -> sd.loss.meanSquaredError(t, p, null, reduce)),
                        UNWEIGHTED, List.of(), ALL, "prediction", "target"),
                row("cross_entropy@SameDiff", Graphs.sparseSoftmax(), with(UNWEIGHTED, "class_axis", List.of(-1)), List.of(), NONE,
                        "logits"));
    }

    private static List<Loss> numerics() {
        return List.of(
                row("softmax", Bridge.filled("logits", Operators.ofRows("softmax", "softmax_bp")), Map.of(), List.of(), NONE, "logits"),
                row("log_softmax", Bridge.filled("logits", Operators.ofRows("log_softmax", "log_softmax_bp")), Map.of(), List.of(), NONE, "logits"));
    }

    private static Loss operator(String name, Function function, Map<String, Object> params, String... operands) {
        String[] all = Stream.concat(Arrays.stream(operands), Stream.of("weight")).toArray(String[]::new);
        return row(name, function, params, List.of("weight"), ALL, all);
    }

    private static Loss row(String name, Function function, Map<String, Object> params, List<String> optional, List<String> reductions,
            String... operands) {
        List<String> wants = Stream.concat(Stream.of("value"), Arrays.stream(operands).map(each -> "gradient." + each)).toList();
        return new Loss(name, function, "library", params, optional, reductions, List.of("f64", "f32"), wants);
    }

    private static Map<String, Object> with(Map<String, Object> params, String name, Object values) {
        Map<String, Object> more = new HashMap<>(params);
        more.put(name, values);
        return more;
    }

    private Table() {}
}

package lossproof;

import java.io.IOException;
import java.util.List;
import lossproof.Lossproof.Implementation;

/**
 * ND4J's losses on its CPU backend, judged by lossproof.
 *
 * <pre>
 * mvn -f conformance/adapters/nd4j/pom.xml package
 * lossproof run --dialect nd4j --dtype f64,f32 -- java -jar conformance/adapters/nd4j/target/lossproof-nd4j.jar
 * </pre>
 *
 * Operators.java and Classes.java have the calls, Table.java what each of them supports, Bridge.java what is between ND4J and the
 * protocol.
 */
final class Main {
    public static void main(String[] arguments) throws IOException {
        Lossproof.serve(new Implementation("ND4J", "1.0.0-M2.1", "cpu", true, false, List.of("f64", "f32"), Table.declared()));
    }

    private Main() {}
}

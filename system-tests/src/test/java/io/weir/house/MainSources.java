package io.weir.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The main Java sources of the whole project, measured. Generated code is not among them. */
final class MainSources {

    /** A file or a method, and how many lines it spans. */
    record Size(String name, long lines) {}

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private MainSources() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.find(ROOT, 16, (path, attributes) -> isMainSource(path))) {
            return all.sorted().toList();
        }
    }

    /** What makes and changes the services' tables. */
    static List<Path> migrations() throws IOException {
        try (Stream<Path> all = Files.find(ROOT, 16, (path, attributes) -> isMigration(path))) {
            return all.sorted().toList();
        }
    }

    private static boolean isMigration(Path path) {
        String relative = ROOT.relativize(path).toString();
        return relative.endsWith(".sql") && relative.contains("src/main/resources") && !relative.contains("target/");
    }

    private static boolean isMainSource(Path path) {
        String relative = ROOT.relativize(path).toString();
        return relative.endsWith(".java")
                && relative.contains("src/main/java")
                && !relative.contains("target/")
                && !relative.endsWith("package-info.java");
    }

    static List<Size> fileSizes() throws IOException {
        return files().stream()
                .map(file -> new Size(ROOT.relativize(file).toString(), countLines(file)))
                .toList();
    }

    private static long countLines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every method with a body: the lines between its braces, so that a getter has one. */
    static List<Size> methodSizes() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Size> sizes = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodSizes(unit, positions, sizes), null);
            }
        }
        return sizes;
    }

    private static final class MethodSizes extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Size> sizes;

        MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<Size> sizes) {
            this.unit = unit;
            this.positions = positions;
            this.sizes = sizes;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null && positions.getStartPosition(unit, method) >= 0) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                sizes.add(new Size(
                        unit.getSourceFile().getName() + "#" + method.getName(), Math.max(last - first - 1, 1)));
            }
            return super.visitMethod(method, nothing);
        }
    }
}

package io.weir.architecture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The modules of the project, as their POMs have them. */
final class Modules {

    /**
     * A module.
     *
     * @param name its artifact
     * @param folder where it lies
     * @param description what its POM says of it
     * @param uses modules that its main code is compiled against or runs with
     */
    record Module(String name, String folder, String description, List<String> uses) {}

    private Modules() {}

    /** All modules by their names, in the order in which the project lists them. */
    static Map<String, Module> read() throws IOException {
        Map<String, Module> modules = new LinkedHashMap<>();
        for (Element folder : below(below(project("pom.xml"), "modules").get(0), "module")) {
            Module module = module(folder.getTextContent());
            modules.put(module.name(), module);
        }
        return modules;
    }

    private static Module module(String folder) throws IOException {
        Element project = project(folder + "/pom.xml");
        List<String> uses = new ArrayList<>();
        for (Element dependencies : below(project, "dependencies")) {
            for (Element dependency : below(dependencies, "dependency")) {
                if (text(dependency, "groupId").equals("io.weir")
                        && !text(dependency, "scope").equals("test")) {
                    uses.add(text(dependency, "artifactId"));
                }
            }
        }
        return new Module(text(project, "artifactId"), folder, text(project, "description"), uses);
    }

    private static Element project(String pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Source.HOME.resolve(pom).toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException(pom + " is no XML", malformed);
        }
    }

    private static String text(Element parent, String name) {
        return below(parent, name).stream()
                .findFirst()
                .map(Node::getTextContent)
                .orElse("");
    }

    private static List<Element> below(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}

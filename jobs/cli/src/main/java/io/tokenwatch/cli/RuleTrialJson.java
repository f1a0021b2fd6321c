package io.tokenwatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.ruletest.coverage.Coverage;
import io.tokenwatch.ruletest.coverage.Covered;
import io.tokenwatch.ruletest.mutation.Mutant;
import io.tokenwatch.ruletest.mutation.Mutation;
import io.tokenwatch.ruletest.mutation.MutationScore;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Trials for a machine: one JSON object. */
final class RuleTrialJson {
    private final JsonGenerator json;

    private RuleTrialJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(List<RuleTrial> trials) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new RuleTrialJson(json).write(trials);
        }
        return text.toString();
    }

    private void write(List<RuleTrial> trials) throws IOException {
        json.writeStartObject();
        json.writeNumberField(
                "tests", trials.stream().mapToLong(t -> t.tests().size()).sum());
        json.writeNumberField(
                "failed", trials.stream().mapToLong(RuleTrial::failed).sum());
        List<Covered> covered = trials.stream()
                .flatMap(t -> t.coverage().orElse(List.of()).stream())
                .toList();
        if (!covered.isEmpty()) {
            json.writeNumberField("coverage", rounded(Coverage.percent(covered)));
        }
        List<MutationScore> scores =
                trials.stream().flatMap(t -> t.score().stream()).toList();
        if (!scores.isEmpty()) {
            json.writeNumberField(
                    "mutation_score", rounded(MutationScore.sum(scores).percent()));
        }
        json.writeArrayFieldStart("rules");
        for (RuleTrial trial : trials) {
            write(trial);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(RuleTrial trial) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", trial.id());
        json.writeNumberField("tests", trial.tests().size());
        json.writeArrayFieldStart("failures");
        for (TestResult test : trial.tests()) {
            for (String failure : test.failures()) {
                json.writeStartObject();
                json.writeStringField("test", test.test());
                place(test.place());
                json.writeStringField("message", failure);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        if (trial.coverage().isPresent()) {
            coverage(trial.coverage().get());
        }
        if (trial.mutants().isPresent()) {
            mutants(trial.mutants().get());
        }
        json.writeEndObject();
    }

    private void coverage(List<Covered> all) throws IOException {
        json.writeNumberField("coverage", rounded(Coverage.percent(all)));
        json.writeArrayFieldStart("covered");
        for (Covered covered : all) {
            json.writeStartObject();
            json.writeStringField("kind", covered.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("path", covered.path());
            place(covered.place());
            json.writeStringField("what", covered.what());
            json.writeStringField("missing", covered.missing());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void mutants(List<Mutant> all) throws IOException {
        json.writeNumberField("mutation_score", rounded(MutationScore.of(all).percent()));
        json.writeArrayFieldStart("mutants");
        for (Mutant mutant : all) {
            Mutation mutation = mutant.mutation();
            json.writeStartObject();
            json.writeStringField("fate", mutant.fate().name().toLowerCase(Locale.ROOT));
            json.writeStringField("operator", mutation.operator().word());
            json.writeStringField("path", mutation.path().toString());
            place(mutation.place());
            json.writeStringField("change", mutation.old() + " " + mutation.change());
            json.writeStringField("by", mutant.by());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void place(Place place) throws IOException {
        json.writeStringField("file", place.file());
        json.writeNumberField("line", place.line());
    }

    private static double rounded(double percent) {
        return Math.round(percent * 10) / 10.0;
    }
}

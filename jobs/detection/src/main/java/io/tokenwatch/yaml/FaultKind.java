package io.tokenwatch.yaml;

/** The kinds of faults. Each has a code that never changes and a page in {@code docs/errors} under that name. */
public enum FaultKind {
    /** For whoever adds a key or a correlation type elsewhere. */
    OTHER("TW-R000"),

    NOT_YAML("TW-R001"),
    TAB("TW-R002"),
    TOO_LARGE("TW-R003"),
    NOT_UTF8("TW-R004"),
    EMPTY_FILE("TW-R005"),
    NESTED_TOO_DEEP("TW-R006"),
    ALIAS("TW-R007"),
    YAML_TAG("TW-R008"),
    DUPLICATE_KEY("TW-R009"),
    KEY_IS_NO_TEXT("TW-R010"),
    INVISIBLE_CHARACTER("TW-R011"),
    UNKNOWN_FIELD("TW-R012"),
    OUTSIDE_THE_FOLDER("TW-R013"),
    NO_RULES("TW-R014"),
    TOO_MANY_FAULTS("TW-R015"),
    SEVERAL_DOCUMENTS("TW-R016"),

    UNKNOWN_KEY("TW-R020"),
    MISSING_KEY("TW-R021"),
    WRONG_SHAPE("TW-R022"),
    NO_WHOLE_NUMBER("TW-R023"),
    NO_DURATION("TW-R024"),
    OUT_OF_RANGE("TW-R025"),
    UNKNOWN_CHOICE("TW-R026"),

    BAD_ID("TW-R030"),
    ID_IS_NOT_FILE_NAME("TW-R031"),
    ID_IS_TAKEN("TW-R032"),
    BAD_PATH("TW-R033"),
    UNKNOWN_TAG("TW-R034"),
    VERSION_NOT_RAISED("TW-R035"),
    VERSION_NOT_LOCKED("TW-R036"),

    UNKNOWN_MODIFIER("TW-R040"),
    MODIFIER_DOES_NOT_FIT("TW-R041"),
    MODIFIERS_EXCLUDE("TW-R042"),
    WRONG_VALUE("TW-R043"),
    EMPTY_SELECTION("TW-R044"),
    BAD_PATTERN("TW-R045"),
    BAD_NETWORK("TW-R046"),
    UNKNOWN_SELECTION("TW-R047"),
    BAD_CONDITION("TW-R048"),
    MISSING_CONDITION("TW-R049"),

    UNKNOWN_CORRELATION("TW-R050"),
    WRONG_STEPS("TW-R051"),
    UNKNOWN_STEP("TW-R052"),
    NO_COMPARISON("TW-R053"),
    CANNOT_COMPARE("TW-R054"),
    UNKNOWN_BOUND("TW-R055"),
    MISSING_BOUND("TW-R056"),
    BEYOND_MAX_EVIDENCE("TW-R057"),
    ONE_VALUE("TW-R058"),
    GAP_OUTSIDE_TIMESPAN("TW-R059"),

    MISSING_SUPPRESS("TW-R060"),
    SUPPRESS_LACKS_KEY("TW-R061"),

    NO_OFFSET("TW-R070"),

    UNKNOWN_LIST("TW-R080"),
    BAD_LIST("TW-R081"),
    BAD_ALIAS("TW-R082"),
    BAD_LEVEL("TW-R083"),
    BAD_HAVING("TW-R084"),

    BAD_PACK("TW-R090"),
    PACK_IN_THE_PAST("TW-R091"),
    BAD_SETTING("TW-R100"),
    NO_SECRET("TW-R101"),
    BAD_MAPPING("TW-R110");

    private final String code;

    FaultKind(String code) {
        this.code = code;
    }

    /** Such as {@code TW-R012}. */
    public String code() {
        return code;
    }
}

package io.weir.ingest.transform;

import java.util.Locale;
import java.util.Set;

/**
 * The functions that an expression may call: those of one row that give the same for the same arguments, reach nothing
 * outside of them, and make nothing that is much larger than they are. What is not here is refused, so that a new version of
 * DuckDB brings nothing that nobody has looked at.
 */
final class AllowedFunctions {

    private static final Set<String> OPERATORS = words("""
            + - * / // % ** ^ & | ~ << >> @ || -> ->> ^@ && @> <@
            ~~ !~~ ~~* !~~* ~~~""");

    private static final Set<String> TEXTS = words("""
            lower upper lcase ucase length len strlen char_length character_length octet_length bit_length
            trim ltrim rtrim substring substr left right replace translate reverse strip_accents concat concat_ws
            split_part string_split str_split split string_to_array string_split_regex str_split_regex regexp_split_to_array
            regexp_matches regexp_full_match regexp_replace regexp_extract regexp_extract_all regexp_escape
            starts_with ends_with suffix prefix contains instr position strpos
            like_escape not_like_escape ilike_escape not_ilike_escape
            ascii ord unicode chr to_base64 base64 from_base64 hex to_hex unhex from_hex bin to_binary unbin from_binary
            md5 sha1 sha256 encode decode url_encode url_decode nfc_normalize
            levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard jaro_similarity jaro_winkler_similarity""");

    private static final Set<String> NUMBERS = words("""
            abs sign ceil ceiling floor round round_even roundbankers trunc even mod power pow sqrt cbrt exp ln log log2 log10
            greatest least pi degrees radians sin cos tan cot asin acos atan atan2 sinh cosh tanh
            isnan isinf isfinite signbit gcd lcm greatest_common_divisor least_common_multiple
            add subtract multiply divide fmod fdiv nextafter bit_count xor""");

    private static final Set<String> TIMES = words("""
            date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add
            year month day hour minute second millisecond microsecond quarter week weekofyear yearweek weekday
            isoyear isodow dayofmonth dayofweek dayofyear dayname monthname last_day era century decade millennium
            epoch epoch_ms epoch_us epoch_ns julian
            make_date make_time make_timestamp make_timestamp_ms make_timestamptz
            strftime strptime try_strptime to_timestamp time_bucket timezone
            to_years to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds""");

    private static final Set<String> NESTED = words("""
            list_value list_pack array_length list_extract list_element array_extract
            list_contains list_has array_contains array_has list_position list_indexof array_position array_indexof
            list_concat list_cat array_concat array_cat list_append array_append array_push_back
            list_prepend array_prepend list_distinct array_distinct list_unique array_unique
            list_sort array_sort list_reverse_sort array_reverse_sort list_reverse array_reverse list_slice array_slice
            list_filter array_filter filter list_transform array_transform apply list_apply array_apply
            list_has_any array_has_any list_has_all array_has_all list_intersect array_intersect flatten
            list_zip array_zip list_sum list_avg list_min list_max list_count array_to_string
            struct_pack row struct_extract struct_extract_at struct_insert struct_concat
            map map_extract map_extract_value element_at map_keys map_values cardinality map_contains map_from_entries
            map_entries""");

    private static final Set<String> JSON = words("""
            json_extract json_extract_path json_extract_string json_extract_path_text json_value json_exists json_valid
            json_type json_array_length json_keys json_contains json_structure json_object json_array json_quote to_json
            array_to_json row_to_json json_merge_patch json_transform from_json json_transform_strict from_json_strict""");

    private static final Set<String> OTHERS = words("ifnull nullif typeof if");

    /** Would give a record that is read again another row. */
    private static final Set<String> CHANGING = words("""
            random setseed uuid gen_random_uuid uuidv4 uuidv7 now get_current_timestamp get_current_time
            transaction_timestamp current_timestamp current_date today current_time current_localtime
            current_localtimestamp localtime localtimestamp age nextval currval txid_current""");

    /** One record is one row, or none. */
    private static final Set<String> MULTIPLYING = words("unnest unlist generate_series range generate_subscripts");

    private AllowedFunctions() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean contains(String name) {
        String function = name.toLowerCase(Locale.ROOT);
        return OPERATORS.contains(function)
                || TEXTS.contains(function)
                || NUMBERS.contains(function)
                || TIMES.contains(function)
                || NESTED.contains(function)
                || JSON.contains(function)
                || OTHERS.contains(function);
    }

    /** Why a function is not among them, in a few words that follow the name of the field. */
    static String refusal(String name) {
        String function = name.toLowerCase(Locale.ROOT);
        if (CHANGING.contains(function)) {
            return "calls " + name + ", which would give a record that is read again another row";
        }
        if (MULTIPLYING.contains(function)) {
            return "calls " + name + ", but a record is one row or none";
        }
        return "calls a function that is not allowed: " + name;
    }

    static Set<String> all() {
        Set<String> all = new java.util.TreeSet<>(TEXTS);
        all.addAll(NUMBERS);
        all.addAll(TIMES);
        all.addAll(NESTED);
        all.addAll(JSON);
        all.addAll(OTHERS);
        return all;
    }
}

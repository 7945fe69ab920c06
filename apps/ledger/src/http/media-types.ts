export const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';
export const MERGE_PATCH_TYPE = 'application/merge-patch+json';
export const CSV_TYPE = 'text/csv';
export const FORM_TYPE = 'application/x-www-form-urlencoded';
export const NDJSON_TYPES: readonly string[] = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
export const YAML_TYPES: readonly string[] = ['application/yaml', 'application/x-yaml', 'text/yaml'];
export const SVG_TYPE = 'image/svg+xml';

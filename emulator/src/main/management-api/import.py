#!/usr/bin/env python3
"""Writes the *.api files of this folder anew from an OpenAPI-derived JSON file.

usage: python3 import.py PATH/management-api.json

The file holds `operations` (method, path, scopes, parameters, requestBody, responses) and `schemas`
(JSON Schema, `$ref` by bare name). What is written by hand stands in `corrections`, which is applied
first: run this again whenever the file is newer, and review the difference. README.md has the
notation.
"""

import json
import pathlib
import re
import sys
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
WIDTH = 100
SHARED = "shared"
WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.:/@+-]*\Z")
TAKEN = {"true", "false", "null"}
# Prose of the interface's makers, or of no use here.
IGNORED = {"lifecycle", "deprecated", "x-merge-priority", "title", "example", "examples"}
KNOWN = {
    "$ref", "type", "properties", "required", "additionalProperties", "enum", "const", "format",
    "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems",
    "minProperties", "maxProperties", "uniqueItems", "items", "oneOf", "anyOf", "allOf", "default",
    "description", "readOnly", "writeOnly",
}


def fail(message):
    sys.exit("import.py: " + message)


# ---- corrections


def correct(operations, schemas):
    """Applies `corrections`: `AT :: set PATH = JSON`, `drop PATH`, `move PATH to PATH`, `new JSON`."""
    by_name = {o["method"] + " " + o["path"]: o for o in operations}
    for number, line in enumerate((HERE / "corrections").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = "corrections:%d: " % number
        try:
            at, action = (part.strip() for part in line.split(" :: ", 1))
        except ValueError:
            fail(where + "` :: ` is missing")
        target = by_name.get(at, schemas.get(at))
        verb, rest = action.split(" ", 1)
        if (target is not None) == (verb == "new"):
            fail(where + ("there is " if target is not None else "there is no ") + at)
        if verb == "new":
            if " " not in at:
                schemas[at] = json.loads(rest)
                continue
            method, path = at.split(" ")
            by_name[at] = {"method": method, "path": path, **json.loads(rest)}
            operations.append(by_name[at])
        elif verb == "set":
            path, value = rest.split(" = ", 1)
            parent, key = reach(target, path, where)
            place(parent, key, json.loads(value))
        elif verb == "drop":
            parent, key = reach(target, rest, where)
            del parent[key]
        elif verb == "move":
            old, new = rest.split(" to ", 1)
            parent, key = reach(target, old, where)
            value = parent.pop(key)
            parent, key = reach(target, new, where)
            parent[key] = value
        else:
            fail(where + "unknown verb " + verb)


def place(parent, key, value):
    """Sets a member; `+` adds to a list, and an item of a list goes by its name."""
    if not isinstance(parent, list):
        parent[key] = value
    elif key == "+":
        parent.append(value)
    else:
        parent[[item["name"] for item in parent].index(key)] = value


def reach(target, path, where):
    """The container and key of a dotted path; a parameter stands in its list by its name."""
    keys = path.split("/")
    for key in keys[:-1]:
        if isinstance(target, list):
            found = [item for item in target if item.get("name") == key]
            if not found and key.isdigit():
                found = [target[int(key)]]
            if len(found) != 1:
                fail(where + "no " + key + " in " + path)
            target = found[0]
        else:
            if key not in target and key == "parameters":
                target[key] = []
            if key not in target:
                fail(where + "no " + key + " in " + path)
            target = target[key]
    return target, keys[-1]


# ---- which file a type stands in


def references(value, found=None):
    found = [] if found is None else found
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            found.append(value["$ref"])
        for part in value.values():
            references(part, found)
    elif isinstance(value, list):
        for part in value:
            references(part, found)
    return found


def resource(operation):
    return operation["path"].split("/")[1]


def homes(operations, schemas):
    """The file of each type that an operation reaches: the one that uses it, or `shared`."""
    users = defaultdict(set)
    for operation in operations:
        parts = [operation.get(part) for part in ("parameters", "requestBody", "responses")]
        waiting, seen = references(parts), set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            if name not in schemas:
                fail("there is no type " + name)
            seen.add(name)
            users[name].add(resource(operation))
            waiting += references(schemas[name])
    return {name: next(iter(by)) if len(by) == 1 else SHARED for name, by in users.items()}


# ---- writing


def word(value):
    if isinstance(value, str) and WORD.match(value) and value not in TAKEN:
        return value
    return json.dumps(value, ensure_ascii=False)


def limits(schema, low, high):
    least, most = schema.get(low), schema.get(high)
    if least is None and most is None:
        return ""
    return "%s..%s" % ("" if least is None else least, "" if most is None else most)


def term(schema, indent):
    """A schema on one line, or on several when it has members."""
    unknown = set(schema) - KNOWN - IGNORED
    if unknown:
        fail("unknown keywords %s in %s" % (sorted(unknown), json.dumps(schema)[:200]))
    if "$ref" in schema:
        return schema["$ref"]
    types = schema.get("type", [])
    types = types if isinstance(types, list) else [types]
    out, plain = [], []
    for name in types:
        if name == "object":
            out.append(members(schema, indent))
        elif name == "array":
            out.append("[" + term(schema["items"], indent) + "]" if "items" in schema else "[]")
        else:
            plain.append(name)
    kind = "|".join(out + plain) if types else "any"
    if not types and ("properties" in schema or "additionalProperties" in schema):
        fail("members without the type object in " + json.dumps(schema)[:200])
    out = [kind]
    for label, low, high in (
        ("length", "minLength", "maxLength"),
        ("range", "minimum", "maximum"),
        ("count", "minItems", "maxItems"),
        ("members", "minProperties", "maxProperties"),
    ):
        text = limits(schema, low, high)
        if text:
            out.append(label + " " + text)
    if schema.get("uniqueItems"):
        out.append("unique")
    if "format" in schema:
        out.append("as " + word(schema["format"]))
    if "pattern" in schema:
        out.append("like " + json.dumps(schema["pattern"], ensure_ascii=False))
    if "enum" in schema:
        out.append(listed("in", [word(value) for value in schema["enum"]], indent))
    if "const" in schema:
        out.append("is " + word(schema["const"]))
    for key in ("oneOf", "anyOf", "allOf"):
        if key in schema:
            out.append(listed(key, [term(part, indent + 2) for part in schema[key]], indent, ","))
    if "default" in schema:
        out.append("default " + json.dumps(schema["default"], ensure_ascii=False))
    for key, mark in (("readOnly", "readonly"), ("writeOnly", "writeonly")):
        if schema.get(key):
            out.append(mark)
    if "description" in schema:
        out.append("says " + json.dumps(schema["description"], ensure_ascii=False))
    if out[0] == "any" and len(out) > 1 and out[1].split("(")[0].strip() in ("oneOf", "anyOf", "allOf"):
        out = out[1:]
    return " ".join(out)


def members(schema, indent):
    """`{ ... }`, closed unless its last line begins with dots."""
    required = schema.get("required", [])
    lines = []
    for name, part in schema.get("properties", {}).items():
        lines.append(word(name) + ("*" if name in required else "") + " " + term(part, indent + 2))
    for name in required:
        if name not in schema.get("properties", {}):
            lines.append("* " + word(name))
    others = schema.get("additionalProperties", True)
    if isinstance(others, dict):
        lines.append("... " + term(others, indent + 2))
    elif others:
        lines.append("...")
    if not lines:
        return "{}"
    if lines == ["..."]:
        return "{...}"
    pad = "\n" + " " * (indent + 2)
    return "{" + "".join(pad + line for line in lines) + "\n" + " " * indent + "}"


def listed(label, items, indent, separator=""):
    one = label + " (" + (separator + " ").join(items) + ")"
    if len(one) + indent < 76 and "\n" not in one:
        return one
    lines, line = [], ""
    for place, item in enumerate(items):
        item += separator if place < len(items) - 1 else ""
        if line and len(line) + len(item) + indent > WIDTH - 6 or "\n" in line:
            lines.append(line)
            line = ""
        line += (" " if line else "") + item
    pad = "\n" + " " * (indent + 4)
    return label + " (" + pad + pad.join(lines + [line]) + ")"


def operation_text(operation):
    lines = [operation["method"] + " " + operation["path"]]
    scopes = operation.get("scopes") or []
    if scopes:
        lines.append(("needs all " if operation.get("scopeMode") == "all" else "needs ") + " ".join(scopes))
    if operation.get("lifecycle"):
        lines.append("stage " + word(operation["lifecycle"]))
    for parameter in operation.get("parameters", []):
        says = parameter.get("description")
        lines.append(
            "%s %s%s %s%s"
            % (
                parameter["in"],
                word(parameter["name"]),
                "*" if parameter.get("required") else "",
                term(parameter["schema"], 2),
                " quoted " + json.dumps(says, ensure_ascii=False) if says else "",
            )
        )
    body = operation.get("requestBody")
    if body:
        kinds = body["contentTypes"]
        usual = kinds == ["application/json", "application/x-www-form-urlencoded"]
        lines.append(
            "body%s %s%s"
            % (
                "*" if body.get("required") else "",
                term(body["schema"], 2),
                "" if usual else " sent " + " ".join(word(kind) for kind in kinds),
            )
        )
    refused = []
    for status, answer in sorted(operation.get("responses", {}).items()):
        if answer is not None:
            lines.append("answers %s %s" % (status, term(answer, 2)))
        elif int(status) < 400:
            lines.append("answers " + status)
        else:
            refused.append(status)
    if refused:
        lines.append("refuses " + " ".join(refused))
    return "\n  ".join(lines) + "\n"


def mode(operation):
    value = operation.get("scopeMode")
    if value not in (None, "all", "any"):
        fail("unknown scopeMode %s of %s" % (value, operation["path"]))


def main():
    if len(sys.argv) != 2:
        fail("usage: import.py PATH/management-api.json")
    source = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    operations, schemas = source["operations"], source["schemas"]
    correct(operations, schemas)
    home = homes(operations, schemas)
    files = defaultdict(lambda: ([], []))
    for operation in operations:
        mode(operation)
        files[resource(operation)][0].append(operation_text(operation))
    for name in schemas:
        if name in home:
            files[home[name]][1].append("type %s %s\n" % (name, term(schemas[name], 0)))
    for old in HERE.glob("*.api"):
        old.unlink()
    for name, (calls, types) in sorted(files.items()):
        text = "# Written by import.py; changes by hand belong into corrections.\n\n" + "\n".join(calls + types)
        (HERE / (name + ".api")).write_text(text, "utf-8")
    print(
        "%d files, %d operations, %d types (%d of the source are in no operation's reach)"
        % (len(files), len(operations), len(home), len(schemas) - len(home))
    )


main()

package dev.fakeauth0.emulator.management.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value must be: the part of JSON Schema that Auth0's Management API needs. Immutable.
 * Schemas may contain themselves, so they are compared by identity, and each is read from the
 * compiled catalogue when it is first asked something.
 */
public final class Schema {

  /** The types of JSON, with whole numbers apart. */
  public enum Type {
    /** {@code {}}. */
    OBJECT,
    /** {@code []}. */
    ARRAY,
    /** Text. */
    STRING,
    /** A number without a fraction. */
    INTEGER,
    /** Any number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Null. */
    NULL;

    /** The name in JSON Schema and in Auth0's refusals. */
    public String word() {
      return switch (this) {
        case OBJECT -> "object";
        case ARRAY -> "array";
        case STRING -> "string";
        case INTEGER -> "integer";
        case NUMBER -> "number";
        case BOOLEAN -> "boolean";
        case NULL -> "null";
      };
    }
  }

  /**
   * What a schema says, as it was read.
   *
   * @param types see {@link Schema#types}
   */
  record Parts(
      Set<Type> types,
      Map<String, Schema> properties,
      Set<String> required,
      boolean closed,
      Optional<Schema> others,
      List<@Nullable Object> values,
      Optional<String> format,
      Optional<String> pattern,
      Limits length,
      Limits range,
      Limits count,
      Limits members,
      Optional<Schema> items,
      boolean unique,
      List<Schema> oneOf,
      List<Schema> anyOf,
      List<Schema> allOf,
      boolean hasDefault,
      @Nullable Object defaultValue,
      Optional<String> description,
      boolean readOnly,
      boolean writeOnly) {}

  /**
   * A lower and an upper bound, both included, each null where there is none.
   *
   * @param least the lower bound
   * @param most the upper bound
   */
  record Limits(@Nullable BigDecimal least, @Nullable BigDecimal most) {

    static final Limits NONE = new Limits(null, null);

    OptionalInt leastCount() {
      return least == null ? OptionalInt.empty() : OptionalInt.of(least.intValue());
    }

    OptionalInt mostCount() {
      return most == null ? OptionalInt.empty() : OptionalInt.of(most.intValue());
    }
  }

  /** Where a schema's parts are read from. */
  @FunctionalInterface
  interface Source {
    Parts read();
  }

  private final @Nullable String name;
  private final Source source;
  // Written once with equal content, whichever thread is first.
  private volatile @Nullable Parts parts;

  Schema(@Nullable String name, Source source) {
    this.name = name;
    this.source = source;
  }

  private Parts parts() {
    Parts known = parts;
    if (known == null) {
      known = source.read();
      parts = known;
    }
    return known;
  }

  /** The name of the type, when it has one of its own. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The types a value may have; empty when any will do. */
  public Set<Type> types() {
    return parts().types();
  }

  /** Whether a value of this type is taken, as far as {@link #types} says. */
  public boolean allows(Type type) {
    Set<Type> types = types();
    return types.isEmpty()
        || types.contains(type)
        || (type == Type.INTEGER && types.contains(Type.NUMBER));
  }

  /** The known members of an object, in the documented order. */
  public Map<String, Schema> properties() {
    return parts().properties();
  }

  /** The members an object must have, in the documented order. */
  public Set<String> required() {
    return parts().required();
  }

  /** Whether an object with members other than the known ones is refused. */
  public boolean closed() {
    return parts().closed();
  }

  /** What members other than the known ones must be; empty when there is no rule for them. */
  public Optional<Schema> others() {
    return parts().others();
  }

  /** The only values taken (enum, const); empty when they are not counted up. */
  public List<@Nullable Object> values() {
    return parts().values();
  }

  /** The format of a string, such as {@code client-id}. */
  public Optional<String> format() {
    return parts().format();
  }

  /** The regular expression (ECMA-262) a string must contain a match of. */
  public Optional<String> pattern() {
    return parts().pattern();
  }

  /** The fewest characters of a string. */
  public OptionalInt minLength() {
    return parts().length().leastCount();
  }

  /** The most characters of a string. */
  public OptionalInt maxLength() {
    return parts().length().mostCount();
  }

  /** The least number. */
  public Optional<BigDecimal> minimum() {
    return Optional.ofNullable(parts().range().least());
  }

  /** The greatest number. */
  public Optional<BigDecimal> maximum() {
    return Optional.ofNullable(parts().range().most());
  }

  /** The fewest elements of an array. */
  public OptionalInt minItems() {
    return parts().count().leastCount();
  }

  /** The most elements of an array. */
  public OptionalInt maxItems() {
    return parts().count().mostCount();
  }

  /** The fewest members of an object. */
  public OptionalInt minProperties() {
    return parts().members().leastCount();
  }

  /** The most members of an object. */
  public OptionalInt maxProperties() {
    return parts().members().mostCount();
  }

  /** What the elements of an array must be. */
  public Optional<Schema> items() {
    return parts().items();
  }

  /** Whether an array must not hold an element twice. */
  public boolean uniqueItems() {
    return parts().unique();
  }

  /** Alternatives, of which one must hold. */
  public List<Schema> oneOf() {
    return parts().oneOf();
  }

  /** Alternatives, of which one or more must hold. */
  public List<Schema> anyOf() {
    return parts().anyOf();
  }

  /** Schemas that must all hold; their members together are the known ones. */
  public List<Schema> allOf() {
    return parts().allOf();
  }

  /** Whether there is a default, which may be null. */
  public boolean hasDefault() {
    return parts().hasDefault();
  }

  /** The value that stands in for an absent one, a value as {@code Json} reads it. */
  public @Nullable Object defaultValue() {
    return parts().defaultValue();
  }

  /** Auth0's words for it, which its refusals quote. */
  public Optional<String> description() {
    return parts().description();
  }

  /** Whether it is answered, and not taken. */
  public boolean readOnly() {
    return parts().readOnly();
  }

  /** Whether it is taken, and never answered. */
  public boolean writeOnly() {
    return parts().writeOnly();
  }

  /** The name, or what kind of type it is. */
  @Override
  public String toString() {
    return name != null ? name : "schema of " + types();
  }
}

import type { Node } from "@babel/types";

/** An expression that is looked into, and with what, in an author's words. */
export type Inspection = { looked: Node; how: string };

/** Functions and methods that answer differently for different strings. `String` and `concat` only place. */
const functions: readonly string[] = [
  ..."Number BigInt Boolean parseInt parseFloat isNaN isFinite Date".split(" "),
  ..."encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape".split(" "),
];
const methods: readonly string[] = [
  ..."test exec match matchAll search replace replaceAll split startsWith endsWith includes indexOf lastIndexOf".split(
    " ",
  ),
  ..."has get delete hasOwn is compare localeCompare parse parseInt parseFloat isInteger isNaN stringify".split(" "),
  ..."from keys values entries format segment raw".split(" "),
];

/** The expressions that this node looks into, not counting those that its children look into. */
export function inspectionsOf(node: Node): Inspection[] {
  switch (node.type) {
    case "MemberExpression":
      return inspectMember(node.object, node.property, node.computed);
    case "OptionalMemberExpression":
      // Behind an optional link the chain must stay whole. Props have none that could be undefined.
      return node.object.type.startsWith("Optional") ? [] : inspectMember(node.object, node.property, node.computed);
    case "BinaryExpression":
      return inspectBinary(node.operator, node.left, node.right);
    case "LogicalExpression":
      return node.operator === "??" ? [] : [{ looked: node.left, how: node.operator }];
    case "UnaryExpression":
      return ["typeof", "void", "delete"].includes(node.operator)
        ? []
        : [{ looked: node.argument, how: node.operator }];
    case "ConditionalExpression":
    case "IfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return [{ looked: node.test, how: "a condition" }];
    case "SwitchStatement":
      return [{ looked: node.discriminant, how: "switch" }];
    case "SwitchCase":
      return node.test ? [{ looked: node.test, how: "case" }] : [];
    case "ForOfStatement":
      return [{ looked: node.right, how: "for … of" }];
    case "VariableDeclarator":
      return node.init && node.id.type.endsWith("Pattern") ? [{ looked: node.init, how: "destructuring" }] : [];
    case "ArrayExpression":
      return node.elements.flatMap((element) => (element ? inspectSpread(element) : []));
    case "CallExpression":
    case "OptionalCallExpression":
      return [...node.arguments.flatMap(inspectSpread), ...inspectCall(node.callee, node.arguments)];
    case "NewExpression":
      return inspectArguments("new", node.arguments);
    default:
      return [];
  }
}

function inspectMember(object: Node, property: Node, computed: boolean): Inspection[] {
  if (object.type === "Super") return [];
  if (!computed) return [{ looked: object, how: property.type === "Identifier" ? `.${property.name}` : "a member" }];
  const how = "[ ]";
  return [
    { looked: object, how },
    { looked: property, how },
  ];
}

/** Asking whether something was passed at all is no inspection: a slot always is. */
function inspectBinary(operator: string, left: Node, right: Node): Inspection[] {
  if (operator === "+" || [left, right].some(isAbsence)) return [];
  return [left, right].map((looked) => ({ looked, how: operator }));
}

function isAbsence(node: Node): boolean {
  return node.type === "NullLiteral" || (node.type === "Identifier" && node.name === "undefined");
}

function inspectSpread(node: Node): Inspection[] {
  return node.type === "SpreadElement" ? [{ looked: node.argument, how: "..." }] : [];
}

function inspectCall(callee: Node, passed: readonly Node[]): Inspection[] {
  if (callee.type === "Identifier" && functions.includes(callee.name))
    return inspectArguments(`${callee.name}()`, passed);
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
  return methods.includes(callee.property.name) ? inspectArguments(`.${callee.property.name}()`, passed) : [];
}

function inspectArguments(how: string, passed: readonly Node[]): Inspection[] {
  return passed.filter((each) => each.type !== "SpreadElement").map((looked) => ({ looked, how }));
}

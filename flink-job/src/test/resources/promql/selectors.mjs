// In: a JSON array of PromQL expressions on standard input. Out: for each, what it selects and by which labels it
// groups, or what is wrong with it: {selectors: [{metric, matchers: [{label, operator, value}]}],
// groupings: [{labels, metrics}], error}.
import { parser } from '@prometheus-io/lezer-promql';
import { readFileSync } from 'node:fs';

function read(expression) {
  const text = (node) => expression.slice(node.from, node.to);
  const selectors = [];
  const groupings = [];
  let error = null;
  parser.parse(expression).iterate({
    enter({ type, node }) {
      if (type.isError) {
        error ??= `at ${node.from}: ${text(node)}`;
      } else if (type.name === 'VectorSelector') {
        selectors.push(selector(node, text));
      } else if (type.name === 'GroupingLabels') {
        const labels = node.getChildren('LabelName').map(text);
        // Of an aggregation it is the node around the modifier, of a match of two sides the node around both.
        groupings.push({ labels, from: node.parent.parent.from, to: node.parent.parent.to });
      }
    },
  });
  return {
    error,
    selectors: selectors.map(({ metric, matchers }) => ({ metric, matchers })),
    groupings: groupings.map(({ labels, from, to }) => ({
      labels,
      metrics: selectors.filter((s) => s.from >= from && s.to <= to).map((s) => s.metric),
    })),
  };
}

function selector(node, text) {
  const identifier = node.getChild('Identifier');
  const matchers = (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map((matcher) => ({
    label: text(matcher.getChild('LabelName')),
    operator: text(matcher.getChild('MatchOp')),
    value: JSON.parse(text(matcher.getChild('StringLiteral'))),
  }));
  return { metric: identifier ? text(identifier) : '', matchers, from: node.from, to: node.to };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));

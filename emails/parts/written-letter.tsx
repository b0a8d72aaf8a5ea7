import type { ReactElement, ReactNode } from "react";
import type { Block, Inline } from "../../domain/letter/tree.ts";
import { Issue } from "./issue.tsx";
import { Code, Divider, H3, Picture, pictureWidth, Quote } from "./letter-prose.tsx";
import type { IssueProps } from "./props.ts";
import { A, H2, Item, List, P } from "./prose.tsx";

/** How large the pictures are that a letter shows, by their names; a name that is missing is drawn without a height. */
export type PictureSizes = Readonly<Record<string, { width: number; height: number }>>;

type Written = IssueProps & { blocks: readonly Block[]; pictures: PictureSizes };

/** A letter that was written in Markdown. */
export function WrittenLetter(props: Written): ReactElement {
  return (
    <Issue {...props}>
      <Blocks {...props} />
    </Issue>
  );
}

function Blocks({ blocks, ...props }: Written): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: It is rendered once, and never again with other blocks.
  return blocks.map((block, index) => <OneBlock key={index} block={block} props={props} />);
}

type Props = Omit<Written, "blocks">;

function OneBlock({ block, props }: { block: Block; props: Props }): ReactElement {
  switch (block.kind) {
    case "paragraph":
      return <P>{words(block.inlines, props)}</P>;
    case "heading": {
      const Heading = block.level === 2 ? H2 : H3;
      return <Heading>{words(block.inlines, props)}</Heading>;
    }
    case "list":
      return (
        <List ordered={block.ordered}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: As above.
            <Item key={index}>
              <ItemBlocks blocks={item} props={props} />
            </Item>
          ))}
        </List>
      );
    case "quote":
      return (
        <Quote>
          <Blocks {...props} blocks={block.blocks} />
        </Quote>
      );
    case "picture":
      return <Picture {...block} {...sizeOf(props.pictures[block.name])} />;
    case "code":
      return <Code>{block.value}</Code>;
    case "divider":
      return <Divider />;
  }
}

/** An item of one paragraph is its words: a paragraph's own distance would tear a short list apart. */
function ItemBlocks({ blocks, props }: { blocks: readonly Block[]; props: Props }): ReactNode {
  const [first, ...rest] = blocks;
  if (first?.kind !== "paragraph") return <Blocks {...props} blocks={blocks} />;
  return (
    <>
      {words(first.inlines, props)}
      <Blocks {...props} blocks={rest} />
    </>
  );
}

/** Pictures are stored at twice the size at which they are drawn. */
function sizeOf(stored: { width: number; height: number } = { width: pictureWidth * 2, height: pictureWidth }) {
  const width = Math.min(pictureWidth, Math.ceil(stored.width / 2));
  return { width, height: Math.round((stored.height * width) / stored.width) };
}

function words(inlines: readonly Inline[], props: Props): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: As above.
  return inlines.map((inline, index) => <Word key={index} inline={inline} props={props} />);
}

function Word({ inline, props }: { inline: Inline; props: Props }): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.value;
    case "slot":
      return <SlotWords name={inline.name} otherwise={inline.otherwise} props={props} />;
    case "bold":
      return <strong>{words(inline.inlines, props)}</strong>;
    case "italic":
      return <em>{words(inline.inlines, props)}</em>;
    case "struck":
      return <del>{words(inline.inlines, props)}</del>;
    case "code":
      return <code>{inline.value}</code>;
    case "link":
      return <A href={hrefOf(inline.href, props)}>{words(inline.inlines, props)}</A>;
    case "break":
      return <br />;
  }
}

type SlotWordsProps = { name: Extract<Inline, { kind: "slot" }>["name"]; otherwise: string | null; props: Props };

/** A name stands apart, so that one written from right to left turns nothing around it. */
function SlotWords({ name, otherwise, props }: SlotWordsProps): ReactNode {
  if (name === "site.name") return props.site.name;
  if (name === "site.postalAddress") return props.site.postalAddress;
  return props.variant.named ? <span dir="auto">{props.reader.name}</span> : otherwise;
}

/** An address of the author's, or the slot of one of our own pages. */
function hrefOf(href: string, { links, issue }: Props): string {
  const ours: Readonly<Record<string, string>> = {
    "{{links.me}}": links.me,
    "{{links.leave}}": links.leave,
    "{{links.home}}": links.home,
    "{{links.web}}": issue.url,
  };
  const [slot = "", path] = href.split(/(?<=^\{\{[\w.]+\}\})/);
  const own = ours[slot];
  return own === undefined ? href : `${own}${path ?? ""}`;
}

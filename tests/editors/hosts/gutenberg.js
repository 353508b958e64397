/**
 * WordPress's block editor as a page of its own makes it, its canvas in a frame: paragraphs by the rich
 * text that core's paragraph is made of, and the history that WordPress documents for such pages.
 */

import { BlockCanvas, BlockEditorProvider, RichText, useBlockProps } from "@wordpress/block-editor";
import { createBlock, registerBlockType, serialize, setDefaultBlockName } from "@wordpress/blocks";
import { useStateWithHistory } from "@wordpress/compose";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "@wordpress/components/build-style/style.css";
import "@wordpress/block-editor/build-style/style.css";
import content from "@wordpress/block-editor/build-style/content.css" with { type: "text" };

/**
 * After so many milliseconds without a key WordPress ends a step of undo, but only where its store was told
 * of nothing else since, which is up to the pace of the machine. Here no pause does.
 */
const PAUSE = 1000;

const { setTimeout: setLater } = window;
window.setTimeout = (call, delay, ...rest) => setLater.call(window, delay === PAUSE ? () => {} : call, delay, ...rest);

registerBlockType("core/paragraph", {
  apiVersion: 3,
  title: "Paragraph",
  category: "text",
  attributes: { content: { type: "rich-text", source: "rich-text", selector: "p" } },
  supports: { splitting: true },
  edit: ({ attributes, setAttributes, clientId, onReplace, onRemove, mergeBlocks }) =>
    createElement(RichText, {
      ...useBlockProps(),
      identifier: "content",
      tagName: "p",
      value: attributes.content,
      onChange: (content) => setAttributes({ content }),
      onMerge: mergeBlocks,
      onReplace,
      onRemove,
    }),
  save: ({ attributes }) => createElement("p", useBlockProps.save(), createElement(RichText.Content, { value: attributes.content })),
  merge: (attributes, other) => ({ content: attributes.content.concat ? attributes.content + other.content : other.content }),
});
setDefaultBlockName("core/paragraph");

/** @param {HTMLElement} place @param {string[]} paragraphs @param {number} [height] CSS pixels. */
export async function make(place, paragraphs, height = 1600) {
  /** @type {any} */
  let held;
  const first = { blocks: paragraphs.map((content) => createBlock("core/paragraph", { content })) };
  function Story() {
    const { value, setValue, undo, redo, hasUndo, hasRedo } = useStateWithHistory(first);
    held = { value, hasUndo, hasRedo };
    /** @param {any} event */
    const onKeyDown = (event) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    return createElement(
      "div",
      { onKeyDown },
      createElement(
        BlockEditorProvider,
        {
          value: value.blocks,
          selection: value.selection,
          onInput: (blocks, { selection }) => setValue({ blocks, selection }, true),
          onChange: (blocks, { selection }) => setValue({ blocks, selection }, false),
        },
        createElement(BlockCanvas, { height: `${height}px`, styles: [{ css: content }] }),
      ),
    );
  }
  const page = createRoot(place);
  page.render(createElement(Story));
  const frame = () => place.querySelector("iframe");
  const root = () => frame()?.contentDocument?.querySelector(".is-root-container");
  while (!root()?.querySelector("p")) await new Promise((resolve) => requestAnimationFrame(resolve));
  return {
    root,
    selector: "iframe[name=editor-canvas]",
    save: () => serialize(held.value.blocks),
    text: () => held.value.blocks.map((block) => block.attributes.content?.toPlainText?.() ?? String(block.attributes.content ?? "")).join("\n"),
    history: () => [held.hasUndo, held.hasRedo],
    destroy: () => page.unmount(),
  };
}

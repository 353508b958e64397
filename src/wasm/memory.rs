//! Memory in WebAssembly: an analysis asks for many small pieces and gives nearly all of them back at
//! once, for which the allocator that Rust brings is made less than for anything else.
//!
//! A piece of up to [`LARGEST`] bytes is as long as its class says; pieces that were given back wait in a
//! list for their class, and new ones are cut from slabs, and those from blocks, that are never given back.
//! So asking and giving back are a few steps each, and pieces of a class that come one after the other lie side
//! by side, now and when they wait. Longer pieces are left to Rust's allocator.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::{copy_nonoverlapping, null_mut};

/// The longest piece that has a class, in bytes.
const LARGEST: usize = 2048;

/// Up to this many bytes, there is a class for every [`GRAIN`].
const FINE: usize = 512;

/// Every piece begins and ends at a multiple of so many bytes.
const GRAIN: usize = 16;

/// One for every grain; then four for every doubling.
const CLASSES: usize = FINE / GRAIN + 4 * (LARGEST / FINE).ilog2() as usize;

/// How many bytes a class takes from a block at once.
const SLAB: usize = 1 << 12;

/// The fewest bytes that are taken from Rust's allocator at once, to be cut into pieces.
const BLOCK: usize = 1 << 16;

/// A block is no smaller than one of so many parts of all blocks before it: each time that the memory of
/// a module grows, a browser counts through all objects of the page, so it grows few times however long
/// a text is.
const PARTS: usize = 4;

/// The allocator.
pub struct Memory(UnsafeCell<Pieces>);

struct Pieces {
    /// For each class, the first piece that waits; each begins with the address of the next.
    waiting: [*mut u8; CLASSES],
    /// For each class, what is left of its last slab.
    slabs: [Rest; CLASSES],
    /// What is left of the last block.
    block: Rest,
    /// The bytes of all blocks so far.
    taken: usize,
}

/// What is left of a stretch of memory that pieces are cut from.
#[derive(Clone, Copy)]
struct Rest {
    start: *mut u8,
    left: usize,
}

impl Rest {
    const NONE: Rest = Rest {
        start: null_mut(),
        left: 0,
    };

    /// The first `length` bytes, of which there must be so many.
    unsafe fn cut(&mut self, length: usize) -> *mut u8 {
        let piece = self.start;
        self.start = unsafe { piece.add(length) };
        self.left -= length;
        piece
    }
}

// SAFETY: the module is built without threads: a worker has a memory of its own.
unsafe impl Sync for Memory {}

impl Memory {
    pub const fn new() -> Memory {
        Memory(UnsafeCell::new(Pieces {
            waiting: [null_mut(); CLASSES],
            slabs: [Rest::NONE; CLASSES],
            block: Rest::NONE,
            taken: 0,
        }))
    }
}

/// The class of a piece of `size` bytes, and how long its pieces are.
#[inline]
fn class(size: usize) -> (usize, usize) {
    if size <= FINE {
        let grains = size.div_ceil(GRAIN).max(1);
        return (grains - 1, grains * GRAIN);
    }
    let double = (size - 1).ilog2() - FINE.ilog2();
    let step = FINE << double >> 2;
    let steps = size.div_ceil(step);
    (FINE / GRAIN + 4 * double as usize + steps - 5, steps * step)
}

fn has_class(layout: &Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= GRAIN
}

// SAFETY: a piece is in use by one owner only: it is cut from a block once, and comes back to a list
// only when its owner gives it back. Its class follows from the layout, which the owner tells each time.
unsafe impl GlobalAlloc for Memory {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !has_class(&layout) {
            return unsafe { System.alloc(layout) };
        }
        let (class, length) = class(layout.size());
        let pieces = unsafe { &mut *self.0.get() };
        let first = pieces.waiting[class];
        if first.is_null() {
            return unsafe { pieces.cut(class, length) };
        }
        pieces.waiting[class] = unsafe { first.cast::<*mut u8>().read() };
        first
    }

    #[inline]
    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        if !has_class(&layout) {
            return unsafe { System.dealloc(piece, layout) };
        }
        let (class, _) = class(layout.size());
        let pieces = unsafe { &mut *self.0.get() };
        unsafe { piece.cast::<*mut u8>().write(pieces.waiting[class]) };
        pieces.waiting[class] = piece;
    }

    unsafe fn realloc(&self, piece: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let new = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (has_class(&layout), has_class(&new)) {
            (false, false) => return unsafe { System.realloc(piece, layout, size) },
            (true, true) if class(layout.size()) == class(size) => return piece,
            _ => {}
        }
        unsafe {
            let longer = self.alloc(new);
            if !longer.is_null() {
                copy_nonoverlapping(piece, longer, layout.size().min(size));
                self.dealloc(piece, layout);
            }
            longer
        }
    }
}

impl Pieces {
    /// A piece of `length` bytes, those of the class, that was in no use yet; null where there is no more
    /// memory.
    #[cold]
    unsafe fn cut(&mut self, class: usize, length: usize) -> *mut u8 {
        if self.slabs[class].left < length {
            // What is left of the slab before is lost: less than a piece.
            if self.block.left < SLAB && !self.renew_block() {
                return null_mut();
            }
            self.slabs[class] = Rest {
                start: unsafe { self.block.cut(SLAB) },
                left: SLAB,
            };
        }
        unsafe { self.slabs[class].cut(length) }
    }

    /// Takes another block; answers whether there was one.
    fn renew_block(&mut self) -> bool {
        let take = |size| unsafe { System.alloc(Layout::from_size_align_unchecked(size, GRAIN)) };
        let mut size = BLOCK.max(self.taken / PARTS / BLOCK * BLOCK);
        let mut start = take(size);
        if start.is_null() {
            size = BLOCK;
            start = take(size);
        }
        if start.is_null() {
            return false;
        }
        self.block = Rest { start, left: size };
        self.taken += size;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_class_holds_what_it_is_for() {
        let mut before = (0, 0);
        for size in 0..=LARGEST {
            let (number, length) = class(size);
            assert!(number < CLASSES && length >= size, "{size}");
            assert!(length <= LARGEST && length.is_multiple_of(GRAIN), "{size}");
            assert_eq!((number, length), class(length), "{size}");
            assert!((number, length) >= before, "{size}");
            before = (number, length);
        }
        assert_eq!(before, (CLASSES - 1, LARGEST));
    }

    /// A piece in use: where it is, its layout, and the byte that it is full of.
    type Piece = (*mut u8, Layout, u8);

    fn is_whole((piece, layout, byte): &Piece, size: usize) -> bool {
        // SAFETY: the piece is in use and at least so long.
        let bytes = unsafe { std::slice::from_raw_parts(*piece, layout.size().min(size)) };
        bytes.iter().all(|each| each == byte) && piece.align_offset(layout.align()) == 0
    }

    fn fill((piece, layout, byte): &Piece) {
        // SAFETY: the piece is in use and so long.
        unsafe { piece.write_bytes(*byte, layout.size()) };
    }

    proptest! {
        #[test]
        fn no_piece_is_given_twice(steps in prop::collection::vec((0_u8..4, 1_usize..5000, 0_u32..6, any::<usize>()), 0..300)) {
            let memory = Memory::new();
            let mut pieces: Vec<Piece> = Vec::new();
            for (number, (what, size, align, which)) in steps.into_iter().enumerate() {
                if what < 2 || pieces.is_empty() {
                    let layout = Layout::from_size_align(size, 1 << align).expect("a small layout");
                    // SAFETY: the layout has bytes.
                    let piece = (unsafe { memory.alloc(layout) }, layout, number as u8);
                    prop_assert!(!piece.0.is_null());
                    fill(&piece);
                    pieces.push(piece);
                    continue;
                }
                let piece = pieces.swap_remove(which % pieces.len());
                prop_assert!(is_whole(&piece, usize::MAX));
                if what == 2 {
                    // SAFETY: the piece is in use with this layout.
                    unsafe { memory.dealloc(piece.0, piece.1) };
                    continue;
                }
                let layout = Layout::from_size_align(size, piece.1.align()).expect("a small layout");
                // SAFETY: the same.
                let place = unsafe { memory.realloc(piece.0, piece.1, size) };
                prop_assert!(is_whole(&(place, piece.1, piece.2), size));
                let piece = (place, layout, piece.2);
                fill(&piece);
                pieces.push(piece);
            }
            for piece in pieces {
                prop_assert!(is_whole(&piece, usize::MAX));
                // SAFETY: the piece is in use with this layout.
                unsafe { memory.dealloc(piece.0, piece.1) };
            }
        }
    }
}

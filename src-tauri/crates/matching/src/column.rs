//! Places, and columns addressed by them: a line's column can't be asked with an entry's place.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A position that belongs to one kind of row.
pub(crate) trait Place: Copy {
    /// The place with a number.
    fn new(number: u32) -> Self;
    /// Its number.
    fn number(self) -> u32;
}

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub(crate) struct $name(u32);

        impl Place for $name {
            fn new(number: u32) -> Self {
                Self(number)
            }

            fn number(self) -> u32 {
                self.0
            }
        }
    )*};
}

places! {
    /// A line's place in order of time, receipt, then all else.
    LineAt;
    /// An entry's place in order of age (due, then date), reference, then all else.
    EntryAt;
    /// A group of entries that share a key.
    GroupAt;
    /// A position in the list of all groups' members.
    MemberAt;
    /// A claim.
    ClaimAt;
}

/// One value per place.
#[derive(Debug)]
pub(crate) struct Column<P, T> {
    cells: Vec<T>,
    place: PhantomData<P>,
}

impl<P: Place, T> Column<P, T> {
    pub(crate) fn new(cells: Vec<T>) -> Self {
        Self {
            cells,
            place: PhantomData,
        }
    }

    pub(crate) fn filled(value: T, len: usize) -> Self
    where
        T: Clone,
    {
        Self::new(vec![value; len])
    }

    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Every place, in order.
    pub(crate) fn places(&self) -> impl DoubleEndedIterator<Item = P> + use<P, T> {
        (0..count(self.cells.len())).map(P::new)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (P, &T)> {
        self.places().zip(&self.cells)
    }

    /// Adds a cell and gives its place.
    pub(crate) fn push(&mut self, value: T) -> P {
        let place = P::new(count(self.cells.len()));
        self.cells.push(value);
        place
    }
}

/// The cell at a place. Places are only made by the columns' owner, so one always exists.
impl<P: Place, T> Index<P> for Column<P, T> {
    type Output = T;

    fn index(&self, place: P) -> &T {
        self.cells
            .get(place.number() as usize)
            .expect("a place is only made from a row that exists")
    }
}

impl<P: Place, T> IndexMut<P> for Column<P, T> {
    fn index_mut(&mut self, place: P) -> &mut T {
        self.cells
            .get_mut(place.number() as usize)
            .expect("a place is only made from a row that exists")
    }
}

/// A length as the number type of rows.
pub(crate) fn count(len: usize) -> u32 {
    u32::try_from(len).expect("an input of 2^32 rows does not fit in memory")
}

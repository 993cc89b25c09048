//! What a family of objectives gives besides its bijection. Whoever adds one writes a file that implements the three traits, and names
//! the family in the list of `plane/mod.rs`.

use super::Bijection;
use crate::random::Random;
use crate::simd::{F32x4, Lanes, Real, WIDTH};

/// A bijection that `N` numbers describe: a batch holds four members side by side, number by number.
pub trait Family<T: Real, const N: usize>: Bijection<T> {
    /// All of the numbers.
    fn parameters(&self) -> [T; N];
    /// The member that these numbers describe.
    fn from_parameters(parameters: [T; N]) -> Self;
}

/// A family that tasks are drawn from, and that the page shows.
pub trait Drawn: Sized {
    /// A member as it comes: singular ones are rejected afterwards.
    fn draw(random: &mut Random) -> Self;
    /// How far it is from the nearest singular member, at least 0, in the family's own measure; the field `min_det` is its bound.
    fn margin(&self) -> f32;
    /// f written out with its numbers, such as `f(x, y) = (−2y + 0.4x²)² + (x − 1)²`.
    fn formula(&self) -> String;
}

/// Number `n` of member `lane` in lane `lane` of vector `n`.
pub(super) fn side_by_side<const N: usize>(members: [[f32; N]; WIDTH]) -> [F32x4; N] {
    std::array::from_fn(|n| F32x4::from_array(members.map(|parameters| parameters[n])))
}

/// Makes the enum of all families, and passes on to each what is asked of it.
macro_rules! families {
    ($($(#[$doc:meta])* $family:ident,)+) => {
        /// A member of one of the families of objectives.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Objective<T> {
            $($(#[$doc])* $family($family<T>),)+
        }

        /// The families by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FamilyName {
            $($(#[$doc])* $family,)+
        }

        impl FamilyName {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(FamilyName::$family,)+];

            /// A member as it comes: singular ones are rejected afterwards.
            pub fn draw(self, random: &mut Random) -> Objective<f32> {
                match self {
                    $(FamilyName::$family => Objective::$family($family::draw(random)),)+
                }
            }
        }

        impl<T: Real> Bijection<T> for Objective<T> {
            #[inline]
            fn h(&self, x: Vector<T>) -> Vector<T> {
                match self { $(Objective::$family(family) => family.h(x),)+ }
            }
            #[inline]
            fn inverse(&self, u: Vector<T>) -> Vector<T> {
                match self { $(Objective::$family(family) => family.inverse(u),)+ }
            }
            #[inline]
            fn jacobian(&self, x: Vector<T>) -> Matrix2<T> {
                match self { $(Objective::$family(family) => family.jacobian(x),)+ }
            }
            #[inline]
            fn solve(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
                match self { $(Objective::$family(family) => family.solve(x, r),)+ }
            }
            #[inline]
            fn solve_transposed(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
                match self { $(Objective::$family(family) => family.solve_transposed(x, r),)+ }
            }
            #[inline]
            fn curvature(&self, x: Vector<T>, r: Vector<T>) -> Matrix2<T> {
                match self { $(Objective::$family(family) => family.curvature(x, r),)+ }
            }
        }

        impl<T: Real> Objective<T> {
            /// The family it is of.
            pub fn family(&self) -> FamilyName {
                match self { $(Objective::$family(_) => FamilyName::$family,)+ }
            }

            /// The member with every parameter converted.
            pub fn map<U: Real>(&self, to: impl Fn(T) -> U) -> Objective<U> {
                match self {
                    $(Objective::$family(family) => {
                        Objective::$family(Family::from_parameters(family.parameters().map(to)))
                    })+
                }
            }
        }

        impl Objective<f32> {
            /// How far it is from the nearest singular member, in the family's own measure ([`Drawn::margin`]).
            pub fn margin(&self) -> f32 {
                match self { $(Objective::$family(family) => family.margin(),)+ }
            }

            /// f written out with its numbers.
            pub fn formula(&self) -> String {
                match self { $(Objective::$family(family) => family.formula(),)+ }
            }

            /// Four members of one family, side by side.
            ///
            /// # Panics
            /// If they are of more than one.
            fn side_by_side(members: [&Self; WIDTH]) -> Objective<F32x4> {
                match members[0] {
                    $(Objective::$family(_) => {
                        let parameters = members.map(|member| match member {
                            Objective::$family(family) => family.parameters(),
                            _ => panic!("a batch holds one family"),
                        });
                        Objective::$family(Family::from_parameters(side_by_side(parameters)))
                    })+
                }
            }
        }
    };
}

pub(super) use families;

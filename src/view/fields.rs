//! The fields of a view as a template gets them: only those that it asks for, and of two with one name the later.
//! What nobody asks for is not even copied.

use serde::ser::{Error, Impossible, SerializeStruct};
use serde::{Serialize, Serializer};
use tera::{Map, Value};

use super::ctx::Wants;

/// Fields being gathered.
pub struct Fields<'a> {
    wants: &'a Wants,
    map: Map,
}

impl<'a> Fields<'a> {
    pub fn new(wants: &'a Wants) -> Fields<'a> {
        Fields { wants, map: Map::default() }
    }

    /// Adds the fields of a struct.
    pub fn gather<T: Serialize>(mut self, data: &T) -> Fields<'a> {
        // Views are structs, and hold nothing that can fail to serialise.
        let _ = data.serialize(Adding(&mut self));
        self
    }

    pub fn finish(self) -> Map {
        self.map
    }
}

/// Takes a struct and nothing else.
struct Adding<'a, 'b>(&'a mut Fields<'b>);

type Fault = serde_json::Error;
type Never = Impossible<(), Fault>;

impl SerializeStruct for Adding<'_, '_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Fault> {
        if self.0.wants.has(key) {
            let value = Value::try_from_serializable(value).map_err(Fault::custom)?;
            self.0.map.insert(key.into(), value);
        }
        Ok(())
    }

    fn end(self) -> Result<(), Fault> {
        Ok(())
    }
}

macro_rules! refused {
    ($($name:ident($($arg:ty),*) -> $out:ty;)*) => {
        $(fn $name(self, $(_: $arg),*) -> Result<$out, Fault> {
            Err(Fault::custom("a view is a struct"))
        })*
    };
}

impl Serializer for Adding<'_, '_> {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Self;
    type SerializeStructVariant = Never;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Fault> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Fault> {
        Err(Fault::custom("a view is a struct"))
    }

    refused! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}

"""The tables of this room."""

from mingbai.registry.models.changes import ChangePaper, NaturalChange, StopProposal
from mingbai.registry.models.corrections import CorrectionRequest
from mingbai.registry.models.entry import Coaching, EntryClerk, EntryEquipment, EntryFault
from mingbai.registry.models.finding import Freeze, FrozenHousehold, SearchToken
from mingbai.registry.models.helping import HouseholdGround, Pairing
from mingbai.registry.models.households import Household, HouseholdState, Residence
from mingbai.registry.models.imports import (
    ImportBatch,
    ImportFault,
    ImportFile,
    ImportHousehold,
    ImportPerson,
    ImportSeal,
    ImportTrace,
    ImportVillage,
)
from mingbai.registry.models.incomes import IncomeStatement
from mingbai.registry.models.looking import GlassLook, SavedView
from mingbai.registry.models.persons import FormerNumber, Membership, Person, PersonState
from mingbai.registry.models.villages import VillageProfile

__all__ = [
    "ChangePaper",
    "Coaching",
    "CorrectionRequest",
    "EntryClerk",
    "EntryEquipment",
    "EntryFault",
    "FormerNumber",
    "Freeze",
    "FrozenHousehold",
    "GlassLook",
    "Household",
    "HouseholdGround",
    "HouseholdState",
    "ImportBatch",
    "ImportFault",
    "ImportFile",
    "ImportHousehold",
    "ImportPerson",
    "ImportSeal",
    "ImportTrace",
    "ImportVillage",
    "IncomeStatement",
    "Membership",
    "NaturalChange",
    "Pairing",
    "Person",
    "PersonState",
    "Residence",
    "SavedView",
    "SearchToken",
    "StopProposal",
    "VillageProfile",
]

import AddressChanged, { notice as said } from "../notices/address-changed.tsx";

/** It says nothing of what the reader reads, so it is the same for whoever follows a newsletter. */
export const notice = said;

export default AddressChanged;

/** Buyers that the books already know, of every kind, some with a standing discount. */
import type { Customer, CustomerType } from '../model/types';
import { pib } from './numbers';

type Row = [
	code: string,
	type: CustomerType,
	name: string,
	pibBody: number | null,
	registrationNumber: string | null,
	email: string | null,
	phone: string | null,
	address: string,
	postalCode: string,
	city: string,
	country: string,
	discountPercent: number,
	openingBalance: number,
];

// prettier-ignore
const ROWS: readonly Row[] = [
	[ 'K00001', 'individual', 'Maloprodaja – krajnji kupac', null, null, null, null, '', '', '', 'RS', 0, 0 ],
	[ 'K00002', 'company', 'Građevinar Čačak d.o.o.', 10113470, '17123456', 'nabavka@gradjevinar.example', '+381 32 555 001', 'Kneza Miloša 12', '32000', 'Čačak', 'RS', 5, 48250.5 ],
	[ 'K00003', 'company', 'ЂУРЂЕВАК ДОО Ниш', 10245871, '20456789', 'office@djurdjevak.example', '+381 18 555 002', 'Обреновићева 7', '18000', 'Ниш', 'RS', 0, 0 ],
	[ 'K00004', 'soleTrader', 'STR "Žabac" Petar Žabić PR', 10456789, '63789012', 'zabac@str.example', '064 555 0003', 'Trg slobode 3', '21000', 'Novi Sad', 'RS', 2.5, 0 ],
	[ 'K00005', 'publicBody', 'Osnovna škola „Vuk Karadžić“', 10067890, '07012345', 'skola@vuk.example', '011 555 0004', 'Školska 1', '11000', 'Beograd', 'RS', 0, 12300 ],
	[ 'K00006', 'foreignCompany', 'Müller & Söhne GmbH', null, null, 'einkauf@mueller.example', '+49 30 5550005', 'Hauptstraße 5', '10115', 'Berlin', 'DE', 0, 0 ],
	[ 'K00007', 'individual', 'Jelena Đorđević', null, null, 'jelena.djordjevic@mail.example', '063 555 0006', 'Bulevar kralja Aleksandra 73/4', '11000', 'Beograd', 'RS', 0, 0 ],
	[ 'K00008', 'individual', 'Милош Ћирић', null, null, 'milos.ciric@mail.example', '065 555 0007', 'Његошева 15', '11000', 'Београд', 'RS', 10, 0 ],
	[ 'K00009', 'company', 'Zelena bašta d.o.o. (stari zapis)', 10313370, '20998877', 'info@zelenabasta.example', null, 'Cara Dušana 4', '24000', 'Subotica', 'RS', 0, 0 ],
	[ 'K00010', 'company', 'Zelena bašta d.o.o.', 10313370, '20998877', 'info@zelenabasta.example', null, 'Cara Dušana 4a', '24000', 'Subotica', 'RS', 3, 0 ],
];

export function customers( nextId: () => string ): Customer[] {
	return ROWS.map( ( row ) => ( {
		id: nextId(),
		code: row[ 0 ],
		type: row[ 1 ],
		name: row[ 2 ],
		taxId: row[ 3 ] === null ? null : pib( row[ 3 ] ),
		registrationNumber: row[ 4 ],
		jbkjs: row[ 1 ] === 'publicBody' ? '01234' : null,
		email: row[ 5 ],
		phone: row[ 6 ],
		address: row[ 7 ],
		postalCode: row[ 8 ],
		city: row[ 9 ],
		country: row[ 10 ],
		discountPercent: row[ 11 ],
		openingBalance: row[ 12 ],
	} ) );
}

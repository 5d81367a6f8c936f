<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Stock;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Store\Level;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\Translation;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Sync\Stock\StockPlanner;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** Stock and price of one product, by table. */
final class StockPlannerTest extends TestCase {

	/**
	 * @return array<string, array{array<string, mixed>, array<string, mixed>}> What differs from: 10 in the shop, 10 in
	 *         SORS, nothing unsynced, price 100 in both; and what is planned.
	 */
	public function plans(): array {
		return [
			'nothing new'                          => [ [], [] ],
			'the same number written otherwise'    => [ [ 'product' => [ 'stock' => '10', 'regularPrice' => '100.00' ] ], [] ],
			'more'                                 => [ [ 'quantity' => '12' ], [ 'stock' => '12' ] ],
			'less what is unsynced'                    => [ [ 'unsynced' => '3' ], [ 'stock' => '7' ] ],
			'all of it unsynced'                       => [ [ 'unsynced' => '10' ], [ 'stock' => '0', 'danger' => 'zero' ] ],
			'more unsynced than there is'              => [ [ 'unsynced' => '12' ], [ 'stock' => '-2', 'danger' => 'zero', 'notes' => 1, 'says' => 'More of it was sold than there is: orders that SORS does not count yet have 12, and SORS has 10. The shop keeps the stock below zero, and buyers read that it is out of stock.' ] ],
			'more reserved than on hand'           => [ [ 'quantity' => '-2' ], [ 'stock' => '-2', 'danger' => 'zero', 'notes' => 1, 'says' => 'SORS has less than nothing of it (-2): more is reserved or has gone out than there was. The shop keeps the stock below zero, and buyers read that it is out of stock.' ] ],
			'the same, and it can be ordered'      => [ [ 'quantity' => '-2', 'product' => [ 'backorders' => 'notify' ] ], [ 'stock' => '-2', 'danger' => 'zero', 'notes' => 1, 'says' => 'SORS has less than nothing of it (-2): more is reserved or has gone out than there was.' ] ],
			'nothing before and nothing now'       => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0', 'stockStatus' => 'outofstock' ] ], [] ],
			'the right stock, but not for sale'    => [ [ 'product' => [ 'stockStatus' => 'outofstock' ] ], [ 'stock' => '10' ] ],
			'nothing in stock, but for sale'       => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0' ] ], [ 'stock' => '0', 'danger' => 'zero' ] ],
			'nothing in stock, on back-order'      => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0', 'backorders' => 'notify', 'stockStatus' => 'onbackorder' ] ], [] ],
			'back-orders allowed, not for sale'    => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0', 'backorders' => 'yes', 'stockStatus' => 'outofstock' ] ], [ 'stock' => '0' ] ],
			'so little counts as none'             => [ [ 'nothingLeft' => 10, 'product' => [ 'stockStatus' => 'outofstock' ] ], [] ],
			'what is left counts as none'          => [ [ 'quantity' => '1', 'nothingLeft' => 2 ], [ 'stock' => '1', 'danger' => 'zero' ] ],
			'just what still counts as none'       => [ [ 'quantity' => '2', 'nothingLeft' => 2 ], [ 'stock' => '2', 'danger' => 'zero' ] ],
			'little is left, but enough to sell'   => [ [ 'quantity' => '3', 'nothingLeft' => 2 ], [ 'stock' => '3' ] ],
			'it counted as none before'            => [ [ 'quantity' => '0', 'nothingLeft' => 2, 'product' => [ 'stock' => '1', 'stockStatus' => 'outofstock' ] ], [ 'stock' => '0' ] ],
			'the same, but was still for sale'     => [ [ 'quantity' => '0', 'nothingLeft' => 2, 'product' => [ 'stock' => '1' ] ], [ 'stock' => '0', 'danger' => 'zero' ] ],
			'less than a whole one is left'        => [ [ 'quantity' => '0.5', 'fractions' => true, 'product' => [ 'stock' => '3' ] ], [ 'stock' => '0.5', 'danger' => 'zero' ] ],
			'a part is not sold where WooCommerce cuts it off' => [ [ 'quantity' => '0.5', 'fractions' => true ], [ 'stock' => '0.5', 'danger' => 'zero' ] ],
			'a part is sold where it does not'     => [ [ 'quantity' => '0.5', 'fractions' => true, 'wholePieces' => false ], [ 'stock' => '0.5' ] ],
			'nor if less than counts as none'      => [ [ 'quantity' => '1.5', 'fractions' => true, 'wholePieces' => false, 'nothingLeft' => 1.6 ], [ 'stock' => '1.5', 'danger' => 'zero' ] ],
			'starts to keep stock, has too little' => [ [ 'quantity' => '2', 'nothingLeft' => 2, 'product' => [ 'managesStock' => false, 'stock' => null ] ], [ 'stock' => '2', 'starts' => true, 'danger' => 'zero' ] ],
			'less than nothing before, nothing now' => [ [ 'quantity' => '0', 'product' => [ 'stock' => '-2' ] ], [ 'stock' => '0' ] ],
			'whole units only'                     => [ [ 'quantity' => '12.75' ], [ 'stock' => '12', 'notes' => 1 ] ],
			'below zero, whole units only'         => [ [ 'quantity' => '-0.5' ], [ 'stock' => '-1', 'danger' => 'zero', 'notes' => 2 ] ],
			'parts of a piece'                     => [ [ 'quantity' => '12.75', 'fractions' => true ], [ 'stock' => '12.75' ] ],
			'no level in a complete reading'       => [ [ 'quantity' => null ], [ 'stock' => '0', 'danger' => 'zero' ] ],
			'no level in a partial reading'        => [ [ 'quantity' => null, 'complete' => false ], [] ],
			'a service'                            => [ [ 'quantity' => '3', 'link' => [ 'itemType' => 'service' ] ], [] ],
			'stock is the owner’s'                 => [ [ 'quantity' => '3', 'settings' => [ 'fields' => [ 'stock' => 'never' ] ] ], [] ],
			'stock on creation only'               => [ [ 'quantity' => '3', 'settings' => [ 'fields' => [ 'stock' => 'create' ] ] ], [] ],
			'stock on creation, just created'      => [ [ 'quantity' => '3', 'settings' => [ 'fields' => [ 'stock' => 'create' ] ], 'link' => [ 'fresh' => true ] ], [ 'stock' => '3' ] ],
			'starts to keep stock'                 => [ [ 'product' => [ 'managesStock' => false, 'stock' => null ] ], [ 'stock' => '10', 'starts' => true ] ],
			'starts to keep stock, has none'       => [ [ 'quantity' => '0', 'product' => [ 'managesStock' => false, 'stock' => null ] ], [ 'stock' => '0', 'starts' => true, 'danger' => 'zero' ] ],
			'starts again with the same stock'     => [ [ 'product' => [ 'managesStock' => false ] ], [ 'stock' => '10', 'starts' => true, 'from' => null ] ],
			'keeps stock and was given none yet'   => [ [ 'product' => [ 'stock' => null ] ], [ 'stock' => '10', 'from' => null ] ],
			'nothing before, less than that now'   => [ [ 'quantity' => '-2', 'product' => [ 'stock' => '0', 'stockStatus' => 'outofstock' ] ], [ 'stock' => '-2', 'from' => '0', 'notes' => 1 ] ],
			'left alone'                           => [ [ 'quantity' => '3', 'withVat' => '120', 'link' => [ 'leftAlone' => 'product' ] ], [ 'faulty' => true, 'notes' => 1 ] ],
			'of variations'                        => [ [ 'quantity' => '3', 'withVat' => '120', 'variations' => [ [], [] ] ], [ 'stock' => '3', 'price' => '120', 'danger' => 'price 100 120', 'from' => '10' ] ],
			'of variations, one is off sale'       => [ [ 'variations' => [ [], [ 'stockStatus' => 'outofstock' ] ] ], [ 'stock' => '10' ] ],
			'of variations, one is new'            => [ [ 'variations' => [ [], [ 'regularPrice' => '' ] ] ], [ 'price' => '100', 'from' => null ] ],
			'of variations, all are new'           => [ [ 'variations' => [ [ 'regularPrice' => '' ], [ 'regularPrice' => '' ] ] ], [ 'price' => '100' ] ],
			'of variations at other prices'        => [ [ 'quantity' => '3', 'withVat' => '120', 'variations' => [ [], [ 'regularPrice' => '200' ] ] ], [ 'stock' => '3', 'price' => '120', 'danger' => 'sizes 200 120', 'notes' => 1 ] ],
			'of variations, one without a price'   => [ [ 'withVat' => '120', 'quantity' => '3', 'variations' => [ [], [ 'regularPrice' => '' ] ] ], [ 'stock' => '3', 'price' => '120', 'danger' => 'sizes 100 120', 'notes' => 1 ] ],
			'of variations at other prices, on sale' => [ [ 'withVat' => '120', 'variations' => [ [], [ 'regularPrice' => '130', 'salePrice' => '125', 'price' => '125' ] ] ], [ 'price' => '120', 'danger' => 'sale 100 120 sizes', 'notes' => 1 ] ],
			'of variations, one has less'          => [ [ 'quantity' => '3', 'variations' => [ [], [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'stock' => '3', 'faulty' => true, 'notes' => 1, 'problem' => 'own_stock' ] ],
			'of variations, one has more'          => [ [ 'quantity' => '-1', 'variations' => [ [], [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'stock' => '-1', 'danger' => 'zero', 'own' => [ 2 => '0' ], 'faulty' => true, 'notes' => 2, 'problem' => 'own_stock' ] ],
			'of variations, one has its own, more' => [ [ 'quantity' => '12', 'variations' => [ [], [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'faulty' => true, 'notes' => 1 ] ],
			'of variations, one has its own, none had a limit' => [ [ 'product' => [ 'managesStock' => false, 'stock' => null ], 'variations' => [ [], [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'stock' => '10', 'starts' => true, 'faulty' => true, 'notes' => 1, 'problem' => 'own_stock' ] ],
			'of variations, all have their own'    => [ [ 'product' => [ 'managesStock' => false, 'stock' => null ], 'variations' => [ [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'faulty' => true, 'notes' => 1 ] ],
			'of variations, inactive'              => [ [ 'link' => [ 'state' => 'inactive' ], 'variations' => [ [], [ 'managesStock' => true, 'stock' => '2' ] ] ], [ 'stock' => '0', 'own' => [ 2 => '0' ], 'danger' => 'zero' ] ],
			'of no variations'                     => [ [ 'quantity' => '3', 'withVat' => '120', 'variations' => [] ], [ 'faulty' => true, 'notes' => 1 ] ],
			'of no variations, inactive'           => [ [ 'quantity' => '3', 'withVat' => '120', 'variations' => [], 'link' => [ 'state' => 'inactive' ] ], [] ],
			'an external product'                  => [ [ 'quantity' => '3', 'withVat' => '120', 'product' => [ 'type' => 'external' ] ], [ 'price' => '120', 'danger' => 'price 100 120' ] ],
			'inactive, to be out of stock'         => [ [ 'link' => [ 'state' => 'inactive' ] ], [ 'stock' => '0', 'danger' => 'zero' ] ],
			'inactive, to be left'                 => [ [ 'quantity' => '4', 'link' => [ 'state' => 'inactive' ], 'settings' => [ 'missingProducts' => 'leave' ] ], [ 'stock' => '4' ] ],
			'discontinued, to be left'             => [ [ 'quantity' => null, 'link' => [ 'state' => 'discontinued' ], 'settings' => [ 'missingProducts' => 'leave' ] ], [] ],
			'a code of two items'                  => [ [ 'quantity' => '3', 'link' => [ 'state' => 'duplicate' ] ], [ 'faulty' => true, 'notes' => 1 ] ],
			'a code of two items in one unit'      => [ [ 'quantity' => '3', 'conflict' => Level::TWO_ITEMS ], [ 'faulty' => true, 'notes' => 1 ] ],
			'two levels of one item'               => [ [ 'quantity' => '3', 'conflict' => Level::TWO_FIGURES ], [ 'faulty' => true, 'notes' => 1 ] ],
			'in the bin'                           => [ [ 'quantity' => '3', 'product' => [ 'status' => 'trash' ] ], [] ],
			'another price'                        => [ [ 'withVat' => '120' ], [ 'price' => '120', 'danger' => 'price 100 120' ] ],
			'another price of a new product'       => [ [ 'withVat' => '120', 'link' => [ 'fresh' => true ] ], [ 'price' => '120' ] ],
			'a first price'                        => [ [ 'withVat' => '120', 'product' => [ 'regularPrice' => '' ] ], [ 'price' => '120' ] ],
			'no price'                             => [ [ 'withVat' => null ], [] ],
			'price zero is no price'               => [ [ 'withVat' => '0' ], [] ],
			'none in the shop either'              => [ [ 'withVat' => null, 'product' => [ 'regularPrice' => '' ] ], [ 'notes' => 1, 'problem' => 'no_price' ] ],
			'none, and other stock'                => [ [ 'withVat' => '0', 'quantity' => '3', 'product' => [ 'regularPrice' => '' ] ], [ 'stock' => '3', 'notes' => 1, 'problem' => 'no_price' ] ],
			'none of a draft'                      => [ [ 'withVat' => null, 'product' => [ 'regularPrice' => '', 'status' => 'draft' ] ], [] ],
			'none of an inactive item'             => [ [ 'withVat' => null, 'quantity' => '0', 'link' => [ 'state' => 'inactive' ], 'product' => [ 'regularPrice' => '', 'stock' => '0', 'stockStatus' => 'outofstock' ] ], [] ],
			'none of what stands for shipping'     => [ [ 'withVat' => null, 'product' => [ 'regularPrice' => '' ], 'settings' => [ 'shippingItemCode' => 'A1' ] ], [] ],
			'none, and the price is the owner’s'   => [ [ 'withVat' => null, 'product' => [ 'regularPrice' => '' ], 'settings' => [ 'fields' => [ 'price' => 'never' ] ] ], [] ],
			'a negative price'                     => [ [ 'withVat' => '-1' ], [ 'faulty' => true, 'notes' => 1 ] ],
			'a negative price and other stock'     => [ [ 'withVat' => '-1', 'quantity' => '3' ], [ 'stock' => '3', 'faulty' => true, 'notes' => 1 ] ],
			'price without VAT'                    => [ [ 'withVat' => '120', 'withoutVat' => '90', 'settings' => [ 'priceType' => 'withoutVat' ] ], [ 'price' => '90', 'danger' => 'price 100 90' ] ],
			'price by the VAT rate'                => [ [ 'withVat' => null, 'withoutVat' => '100', 'link' => [ 'vatRate' => '20' ] ], [ 'price' => '120', 'danger' => 'price 100 120' ] ],
			'price of an unknown VAT rate'         => [ [ 'withVat' => null, 'withoutVat' => '100' ], [] ],
			'price on creation only'               => [ [ 'withVat' => '120', 'settings' => [ 'fields' => [ 'price' => 'create' ] ] ], [] ],
			'price on creation only, none in the shop' => [ [ 'withVat' => '120', 'settings' => [ 'fields' => [ 'price' => 'create' ] ], 'product' => [ 'regularPrice' => '' ] ], [] ],
			'price on creation, still to come'     => [ [ 'withVat' => '120', 'quantity' => '3', 'settings' => [ 'fields' => [ 'price' => 'create', 'stock' => 'create' ] ], 'link' => [ 'awaitsPrice' => true ], 'product' => [ 'regularPrice' => '' ] ], [ 'price' => '120' ] ],
			'price on creation, still not there'   => [ [ 'withVat' => null, 'settings' => [ 'fields' => [ 'price' => 'create' ] ], 'link' => [ 'awaitsPrice' => true ], 'product' => [ 'regularPrice' => '' ] ], [ 'notes' => 1, 'problem' => 'no_price' ] ],
			'price on creation, the owner’s came first' => [ [ 'withVat' => '120', 'settings' => [ 'fields' => [ 'price' => 'create' ] ], 'link' => [ 'awaitsPrice' => true ] ], [] ],
			'price is the owner’s'                 => [ [ 'withVat' => '120', 'settings' => [ 'fields' => [ 'price' => 'never' ] ] ], [] ],
			'above the sale price'                 => [ [ 'withVat' => '120', 'product' => [ 'salePrice' => '90' ] ], [ 'price' => '120', 'danger' => 'price 100 120' ] ],
			'above it, at the limit'               => [ [ 'withVat' => '23.88', 'product' => [ 'regularPrice' => '19.90', 'price' => '9', 'salePrice' => '9' ] ], [ 'price' => '23.88', 'danger' => 'price 19.9 23.88' ] ],
			'above it, and past the limit'         => [ [ 'withVat' => '121', 'product' => [ 'salePrice' => '90' ] ], [ 'price' => '121', 'danger' => 'sale 100 121' ] ],
			'not above the sale price'             => [ [ 'withVat' => '90', 'quantity' => '3', 'product' => [ 'salePrice' => '90', 'price' => '90' ] ], [ 'stock' => '3', 'price' => '90', 'danger' => 'sale 100 90' ] ],
			'below a planned sale price'           => [ [ 'withVat' => '80', 'product' => [ 'salePrice' => '90', 'saleFrom' => '2000' ] ], [ 'price' => '80', 'danger' => 'sale 100 80' ] ],
			'below that of a sale that has ended'  => [ [ 'withVat' => '80', 'product' => [ 'salePrice' => '90', 'saleUntil' => '900' ] ], [ 'price' => '80', 'danger' => 'price 100 80' ] ],
			'another price in force'               => [ [ 'product' => [ 'price' => '70' ] ], [ 'price' => '100', 'danger' => 'price 70 100' ] ],
			'and once more'                        => [ [ 'product' => [ 'price' => '70' ], 'link' => [ 'priceEnforced' => '100' ] ], [ 'price' => '100', 'danger' => 'paid 70 100' ] ],
			'since SORS has another price'         => [ [ 'product' => [ 'price' => '70' ], 'link' => [ 'priceEnforced' => '90' ] ], [ 'price' => '100', 'danger' => 'price 70 100' ] ],
			'that of a sale is in force'           => [ [ 'product' => [ 'price' => '90', 'salePrice' => '90', 'saleFrom' => '900', 'saleUntil' => '1000' ] ], [] ],
			'it is not, though the sale runs'      => [ [ 'product' => [ 'salePrice' => '90' ] ], [ 'price' => '100', 'danger' => 'price 100 90' ] ],
			'it is, though the sale has ended'     => [ [ 'product' => [ 'price' => '90', 'salePrice' => '90', 'saleUntil' => '-90000' ] ], [ 'price' => '100', 'danger' => 'price 90 100' ] ],
			'WooCommerce ends it within a day'     => [ [ 'product' => [ 'price' => '90', 'salePrice' => '90', 'saleUntil' => '999' ] ], [] ],
			'and begins it'                        => [ [ 'product' => [ 'salePrice' => '90', 'saleFrom' => '999' ] ], [] ],
			'another language has the same'        => [ [ 'translations' => [ [] ] ], [] ],
			'it has more'                          => [ [ 'translations' => [ [ 'stock' => '12' ] ] ], [ 'stock' => '10', 'from' => '12', 'notes' => 1 ] ],
			'it has no limit'                      => [ [ 'translations' => [ [ 'managesStock' => false, 'stock' => null ] ] ], [ 'stock' => '10', 'from' => null, 'notes' => 1 ] ],
			'it has no limit, and the same figure' => [ [ 'translations' => [ [ 'managesStock' => false ] ] ], [ 'stock' => '10', 'from' => null, 'notes' => 1 ] ],
			'it sells what is not there'           => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0', 'stockStatus' => 'outofstock' ], 'translations' => [ [ 'stock' => '3' ] ] ], [ 'stock' => '0', 'danger' => 'zero', 'notes' => 1 ] ],
			'it has nothing, and is for sale'      => [ [ 'quantity' => '0', 'product' => [ 'stock' => '0', 'stockStatus' => 'outofstock' ], 'translations' => [ [ 'stock' => '0' ] ] ], [ 'stock' => '0', 'danger' => 'zero', 'from' => 'instock', 'notes' => 1 ] ],
			'it has it, and is not for sale'       => [ [ 'translations' => [ [ 'stockStatus' => 'outofstock' ] ] ], [ 'stock' => '10', 'from' => 'outofstock', 'notes' => 1 ] ],
			'it costs more'                        => [ [ 'translations' => [ [ 'regularPrice' => '130', 'price' => '130' ] ] ], [ 'price' => '100', 'from' => '130', 'danger' => 'price 130 100', 'notes' => 1 ] ],
			'it has no price'                      => [ [ 'translations' => [ [ 'regularPrice' => '', 'price' => '' ] ] ], [ 'price' => '100', 'from' => null, 'notes' => 1 ] ],
			'another price is in force there'      => [ [ 'translations' => [ [ 'price' => '70' ] ] ], [ 'price' => '100', 'from' => '70', 'danger' => 'price 70 100', 'notes' => 1 ] ],
			'a sale runs there'                    => [ [ 'translations' => [ [ 'price' => '70', 'salePrice' => '70' ] ] ], [] ],
			'a sale runs there, and would end'     => [ [ 'withVat' => '70', 'translations' => [ [ 'price' => '70', 'salePrice' => '70' ] ] ], [ 'price' => '70', 'danger' => 'sale 100 70' ] ],
			'a sale runs there, at another price'  => [ [ 'translations' => [ [ 'regularPrice' => '130', 'price' => '110', 'salePrice' => '110' ] ] ], [ 'price' => '100', 'from' => '130', 'danger' => 'sale 130 100', 'notes' => 1 ] ],
			'all of them change'                   => [ [ 'quantity' => '7', 'withVat' => '120', 'translations' => [ [] ] ], [ 'stock' => '7', 'price' => '120', 'from' => '10', 'changes' => 2, 'danger' => 'price 100 120', 'notes' => 2 ] ],
			'a second language'                    => [ [ 'translations' => [ [], [ 'stock' => '12' ] ] ], [ 'stock' => '10', 'from' => '12', 'notes' => 1 ] ],
			'nothing is copied there'              => [ [ 'copied' => [], 'translations' => [ [ 'stock' => '12', 'regularPrice' => '130', 'price' => '130' ] ] ], [ 'notes' => 2, 'problem' => 'translation_differs' ] ],
			'its stock alone is'                   => [ [ 'copied' => [ '_stock' ], 'translations' => [ [ 'stock' => '12', 'regularPrice' => '130', 'price' => '130' ] ] ], [ 'stock' => '10', 'notes' => 2, 'problem' => 'translation_differs' ] ],
			'its price alone is'                   => [ [ 'copied' => [ '_regular_price' ], 'translations' => [ [ 'stock' => '12', 'regularPrice' => '130', 'price' => '130' ] ] ], [ 'price' => '100', 'danger' => 'price 130 100', 'notes' => 2, 'problem' => 'translation_differs' ] ],
			'nothing is, and all change'           => [ [ 'quantity' => '7', 'withVat' => '120', 'copied' => [], 'translations' => [ [] ] ], [ 'stock' => '7', 'price' => '120', 'from' => '10', 'danger' => 'price 100 120', 'notes' => 2, 'problem' => 'translation_differs' ] ],
			'stock and price there are the owner’s' => [ [ 'settings' => [ 'fields' => [ 'stock' => 'never', 'price' => 'never' ] ], 'translations' => [ [ 'stock' => '12', 'regularPrice' => '130', 'price' => '130' ] ] ], [] ],
			'a variation costs more there'         => [ [ 'variations' => [ [], [] ], 'translated' => [ [ 'regularPrice' => '130', 'price' => '130' ] ] ], [ 'price' => '100', 'from' => '130', 'danger' => 'price 130 100', 'notes' => 1 ] ],
			'languages are not known, SORS has more' => [ [ 'product' => [ 'untranslated' => 'It broke.' ], 'quantity' => '12', 'withVat' => '120' ], [ 'price' => '120', 'danger' => 'price 100 120', 'notes' => 1, 'problem' => 'hook' ] ],
			'languages are not known'              => [ [ 'product' => [ 'untranslated' => 'It broke.' ], 'quantity' => '3' ], [ 'stock' => '3', 'notes' => 1, 'problem' => 'hook', 'says' => 'It broke.' ] ],
			'both'                                 => [ [ 'quantity' => '0', 'withVat' => '120' ], [ 'stock' => '0', 'price' => '120', 'danger' => 'zero price 100 120' ] ],
		];
	}

	/** @dataProvider plans */
	public function testPlan( array $case, array $expected ): void {
		$case                   += [
			'quantity'   => '10',
			'unsynced'   => '0',
			'withVat'    => '100',
			'withoutVat' => null,
			'complete'   => true,
			'fractions'  => false,
			'conflict'   => 0,
			'nothingLeft' => 0,
			'wholePieces' => true,
		];
		$figure                  = new StockFigure();
		$figure->quantity        = $case['quantity'];
		$figure->priceWithVat    = $case['withVat'];
		$figure->priceWithoutVat = $case['withoutVat'];
		$figure->conflict        = $case['conflict'];
		$planner                 = new StockPlanner( Shop::settings( $case['settings'] ?? [] ), $case['fractions'], new StockThreshold( $case['nothingLeft'], $case['wholePieces'] ), 1000 );
		$product                 = Shop::product( $case['product'] ?? [] );
		foreach ( $case['variations'] ?? [] as $place => $variation ) {
			$product->variations[ $place + 1 ] = Shop::product( $variation + [ 'id' => $place + 1, 'type' => 'variation', 'managesStock' => false, 'stock' => null ] );
		}
		$translation = static fn( array $of ): Translation => new Translation( Shop::product( $of + [ 'id' => 5 ] ), 'en', 1, $case['copied'] ?? [ '_stock', '_regular_price' ] );

		$product->translations = array_map( $translation, $case['translations'] ?? [] );
		if ( isset( $case['translated'] ) ) {
			$product->variations[1]->translations = array_map( $translation, $case['translated'] );
		}
		$product->variations     = isset( $case['variations'] ) ? $product->variations ?? [] : null;
		$plan                    = $planner->plan( Shop::link( $case['link'] ?? [] ), $product, $figure, $case['unsynced'], $case['complete'] );
		$found                   = [
			'stock'  => $plan->stock,
			'price'  => $plan->price,
			'starts' => $plan->toWrite()->startsStock(),
			'danger' => $plan->danger,
			'faulty' => $plan->isFaulty,
			'notes'  => count( $plan->notes ),
			'own'    => $plan->ownStocks,
		];
		if ( isset( $expected['problem'] ) ) {
			self::assertSame( $expected['problem'], $plan->problem );
			$outcome = isset( $expected['faulty'] ) ? 'skipped' : 'unchanged';
			self::assertSame( isset( $expected['stock'] ) || isset( $expected['price'] ) ? 'planned' : $outcome, null === $plan->item( 'A1' ) ? null : $plan->item( 'A1' )->outcome );
			unset( $expected['problem'] );
		}
		if ( isset( $expected['says'] ) ) {
			self::assertSame( $expected['says'], Sentence::shown( (string) $plan->reason() ) );
			unset( $expected['says'] );
		}
		self::assertCount( $expected['changes'] ?? count( $plan->changes ), $plan->changes );
		unset( $expected['changes'] );
		if ( array_key_exists( 'from', $expected ) ) {
			self::assertSame( $expected['from'], $plan->changes[0]['from'] );
			unset( $expected['from'] );
		}
		self::assertSame(
			array_merge(
				[
					'stock'  => null,
					'price'  => null,
					'starts' => false,
					'danger' => '',
					'faulty' => false,
					'notes'  => 0,
					'own'    => [],
				],
				$expected
			),
			$found
		);
	}

	/**         Stock mode, levels (unit, on hand, reserved, available, moment), sum, moment. */
	public function figures(): array {
		return [
			'nothing'                          => [ 'available', [], null, 0 ],
			'on hand of two units'             => [ 'onHand', [ [ '1', '5', '2', '3', 20 ], [ '2', '7', '0', '7', 10 ] ], '12', 10 ],
			'available of two units'           => [ 'available', [ [ '1', '5', '2', '3', 10 ], [ '2', '7', '0', '7', 20 ] ], '10', 10 ],
			'available where it is not told'   => [ 'available', [ [ '1', '5', '2', null, 10 ] ], '3', 10 ],
			'only on hand is told'             => [ 'available', [ [ '1', '5', null, null, 10 ] ], '5', 10 ],
			'a unit that is not chosen'        => [ 'onHand', [ [ '1', '5', '0', '5', 20 ], [ '9', '70', '0', '70', 10 ] ], '5', 20 ],
			'a level without figures'          => [ 'onHand', [ [ '1', null, null, null, 10 ] ], null, 0 ],
			'parts and less than nothing'      => [ 'onHand', [ [ '1', '0.1', '0', '0', 10 ], [ '2', '-0.3', '0', '0', 10 ] ], '-0.2', 10 ],
		];
	}

	/** @dataProvider figures */
	public function testFigure( string $mode, array $levels, ?string $quantity, int $readAt ): void {
		$figure = StockFigure::of(
			array_map(
				static function ( array $values ): Level {
					$level                                                        = new Level( 'A1', $values[0], $values[4] );
					[ , $level->onHand, $level->reserved, $level->available ]     = $values;
					return $level;
				},
				$levels
			),
			Shop::settings( [ 'stockMode' => $mode ] )
		);
		self::assertSame( [ $quantity, $readAt ], [ $figure->quantity, $figure->readAt ] );
		self::assertEquals( $figure, StockFigure::fromPayload( json_decode( (string) json_encode( $figure->toPayload() ), true ) ) );
	}
}

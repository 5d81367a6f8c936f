<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Outbox\Pause;
use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Check\ContractCheck;
use SorsApi\Sors\Check\LastAnswer;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\Wire\Json;
use SorsApi\Tests\Site\ContractInHand;
use SorsApi\Tests\Site\Wp;

'cli' === PHP_SAPI || exit;

/** SORS' answers compared with the contract: by the route, by the command, and with contracts that are wrong. */
final class ContractCheckTest extends SorsServerTestCase {

	/** Of the customers in the server's books, and of the buyer of the test document. */
	private const PEOPLE = [ 'Čačak', 'Kneza Miloša', '10113470', 'nabavka@', '555 001', 'Đorđević', 'jelena', 'Обреновићева', 'Proba', 'Probić' ];

	/** A shop that is connected, with a document in its database. */
	private function connect(): void {
		$unit = $this->restOk( 'GET', 'business-units', [ 'database' => self::DATABASE ] )['items'][0]['id'];
		$this->restOk( 'PUT', 'settings', [ 'database' => self::DATABASE, 'businessUnitIds' => [ $unit ] ] );
		$this->restOk( 'POST', 'first-run/test-document' );
	}

	/** @return array<string, array<string, mixed>> Operation => what was found about it. */
	private static function byOperation( array $found ): array {
		return array_column( $found['operations'], null, 'operation' );
	}

	private function check(): array {
		$found = $this->restOk( 'POST', 'connection/contract-check' );
		self::assertNobodyIsIn( (string) wp_json_encode( $found, JSON_UNESCAPED_UNICODE ) );
		return $found;
	}

	private static function assertNobodyIsIn( string $text ): void {
		foreach ( array_merge( self::PEOPLE, [ (string) ( new ApiKey() )->value() ] ) as $secret ) {
			self::assertStringNotContainsString( $secret, $text );
		}
	}

	/** @return array<mixed> The site's. */
	private static function contractFile(): array {
		$file = ( new Connection( dirname( SORS_API_FILE ) . '/contract/sors-api.json', new WordPressTransport( SORS_API_VERSION ), new ApiKey() ) )->contractFile();
		return json_decode( (string) file_get_contents( $file ), true );
	}

	/** @return array<string, array<string, mixed>> Operation => what was found about it. */
	private static function checkWith( array $contract ): array {
		$answer     = new LastAnswer( new WordPressTransport( SORS_API_VERSION ) );
		$connection = ContractInHand::connection( Contract::fromArray( $contract ), $answer, new ApiKey() );
		return self::byOperation( \SorsApi\Sentence::allShown( ( new ContractCheck( $connection, $answer, SORS_API_VERSION ) )->run( self::DATABASE ) ) );
	}

	public function testGoodAnswersFitAndEachIsAskedForOnce(): void {
		$this->connect();
		$before = $this->sors->get( 'state' )['requests']['perOperation'];
		$found  = $this->check();
		$expected = array_fill_keys( array_keys( ContractCheck::READS ), 'fits' );
		// The first item has no picture.
		$expected['listProductImages'] = 'empty';
		self::assertSame( $expected, array_column( $found['operations'], 'state', 'operation' ), $found['report'] );
		self::assertTrue( $found['ok'] );
		$asked = $this->sors->get( 'state' )['requests']['perOperation'];
		foreach ( $asked as $operation => $times ) {
			self::assertSame( isset( ContractCheck::READS[ $operation ] ) ? 1 : 0, $times - ( $before[ $operation ] ?? 0 ), $operation );
		}
		$products = self::byOperation( $found )['listProducts'];
		self::assertSame( 'GET ' . self::contractFile()['operations']['listProducts']['path'], $products['request'] );
		self::assertStringContainsString( 'listProducts  ' . $products['request'] . "  fits\n", $found['report'] );
	}

	public function testItIsThereBeforeADatabaseIsChosen(): void {
		$found = $this->restOk( 'POST', 'connection/contract-check', [ 'database' => self::DATABASE ] );
		self::assertSame( 'fits', self::byOperation( $found )['listProducts']['state'] );
	}

	public function testWithoutAListOfDatabasesTheirNamesAreTyped(): void {
		$this->fault( [ 'kind' => 'body', 'body' => '{}' ], 'listDatabases' );
		self::assertSame( [ 'listed' => false, 'items' => [] ], $this->restOk( 'GET', 'databases' ) );
	}

	public function testAWrongTypeInOneFieldIsNamedWithoutItsValue(): void {
		$this->connect();
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'garbleItem', 'code' => '000101', 'set' => [ 'vatRate' => 'dvadeset odsto' ] ] ] ] );
		$found    = $this->check();
		$products = self::byOperation( $found )['listProducts'];
		$wire     = self::contractFile()['entities']['product']['vatRate'];
		$name     = 'vatRate' === $wire ? $wire : "$wire (vatRate)";
		self::assertSame( [ 'fails', 'product.vatRate' ], [ $products['state'], $products['field'] ] );
		self::assertMatchesRegularExpression( '/^In record \d+, ' . preg_quote( $name, '/' ) . ' should be decimal, but is text\.$/', $products['message'] );
		self::assertStringContainsString( 'text', (string) $products['answer'] );
		self::assertStringContainsString( $products['message'], $found['report'] );
		self::assertStringContainsString( (string) $products['answer'], $found['report'] );
		self::assertStringNotContainsString( 'dvadeset', (string) wp_json_encode( $found ) );
		self::assertFalse( $found['ok'] );
		self::assertSame( 'not_asked', self::byOperation( $found )['listProductImages']['state'], 'There is no id to ask for.' );
		self::assertSame( 'fits', self::byOperation( $found )['listInventory']['state'] );
	}

	public function testNothingOfACustomerThatCannotBeReadIsShown(): void {
		$this->connect();
		$contract = self::contractFile();
		$customer = [];
		foreach ( [ 'id' => '1', 'code' => 'K00002', 'name' => 'Građevinar Čačak d.o.o.', 'taxId' => '101134701', 'email' => 'nabavka@gradjevinar.example', 'address' => 'Kneza Miloša 12', 'discountPercent' => 'Jelena Đorđević' ] as $field => $value ) {
			$customer = Json::with( $customer, $contract['entities']['customer'][ $field ], $value );
		}
		$answer = Json::with( Json::with( [], $contract['envelope']['success'], true ), $contract['envelope']['data'], [ $customer ] );
		$this->fault( [ 'kind' => 'body', 'body' => Json::object( $answer ) ], 'listCustomers' );
		$customers = self::byOperation( $this->check() )['listCustomers'];
		self::assertSame( [ 'fails', 'customer.discountPercent' ], [ $customers['state'], $customers['field'] ] );

		$this->fault( [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Jelena Đorđević, jelena@mail.example', 'errors' => [ [ 'field' => 'pageSize', 'code' => 'Y', 'message' => 'Kneza Miloša 12' ] ] ], 'listCustomers' );
		$customers = self::byOperation( $this->check() )['listCustomers'];
		self::assertSame( [ 'fails', 'SORS refused this with status 200. It names pageSize.', null ], [ $customers['state'], $customers['message'], $customers['said'] ] );
	}

	public function testWhatSorsSaysAboutOtherThingsIsShownButNotCopied(): void {
		$this->connect();
		$key = (string) ( new ApiKey() )->value();
		$this->fault( [ 'kind' => 'refuse', 'code' => 'X', 'message' => "No parameter pageSize, $key, a@b.example, 101134702" ], 'listProducts' );
		$found = $this->check();
		self::assertSame( 'No parameter pageSize, •••, …@… …', self::byOperation( $found )['listProducts']['said'] );
		self::assertStringNotContainsString( 'No parameter', $found['report'] );
	}

	public function testAWebPageIsToldAsOne(): void {
		$this->connect();
		$this->fault( [ 'kind' => 'html' ], 'listInventory' );
		$stock = self::byOperation( $this->check() )['listInventory'];
		self::assertSame( 'fails', $stock['state'] );
		self::assertStringContainsString( 'A web page came', $stock['message'] );
		self::assertMatchesRegularExpression( '/^status \d+, a web page of \d+ bytes$/', (string) $stock['answer'] );
	}

	public function testARefusedKeyEndsIt(): void {
		$this->connect();
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		$found = $this->check();
		self::assertSame( [ 'fails', 'SORS refused this with status 401.' ], [ $found['operations'][0]['state'], $found['operations'][0]['message'] ] );
		self::assertSame( [ 'not_asked' ], array_values( array_unique( array_column( array_slice( $found['operations'], 1 ), 'state' ) ) ) );
		self::assertStringContainsString( 'refused the API key', $found['operations'][5]['message'] );
		self::assertFalse( $found['ok'] );
	}

	public function testAPauseOfSendingIsNeitherInTheWayNorTouched(): void {
		$this->connect();
		Pause::keyRefused( 'No.' );
		$pause = get_option( Pause::OPTION );
		self::assertTrue( $this->check()['ok'] );
		self::assertSame( $pause, get_option( Pause::OPTION ) );
		delete_option( Pause::OPTION );
		$this->fault( [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 5 ], 'listProducts' );
		$found = self::byOperation( $this->check() );
		self::assertSame( [ 'fails', 'not_asked' ], [ $found['listProducts']['state'], $found['listInventory']['state'] ] );
		self::assertFalse( get_option( Pause::OPTION ) );
	}

	public function testWithoutAConnectionItSaysSo(): void {
		$response = $this->restAsAdmin( 'POST', 'connection/contract-check' );
		self::assertSame( [ 409, 'sors_not_connected' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertStringContainsString( 'Connect the shop first', $response->get_data()['message'] );
		$output = Wp::says( 'sors contract check', 2 );
		self::assertStringContainsString( 'Connect the shop first', $output );
		$output = Wp::says( 'sors contract check ' . self::DATABASE . ' --exec=' . escapeshellarg( 'define( "SORS_API_KEY", "" );' ), 2 );
		self::assertStringContainsString( 'no API key has been entered', $output );
	}

	public function testTheCommandSaysTheSame(): void {
		$this->connect();
		$output = Wp::says( 'sors contract check --format=json' );
		self::assertSame( $this->check(), json_decode( $output, true, 512, JSON_THROW_ON_ERROR ) );
		$this->fault( [ 'kind' => 'html' ], 'listInventory' );
		$output = Wp::says( 'sors contract check', 1 );
		self::assertMatchesRegularExpression( "/^listInventory\tGET \S+\tfails\tA web page/m", $output );
		self::assertNobodyIsIn( $output );
		$output = Wp::says( 'sors contract check --format=report' );
		self::assertSame( $this->check()['report'], "$output\n" );
	}

	public function testAContractWithOtherNamesIsDoubtedOrFails(): void {
		$this->connect();
		$contract = self::contractFile();
		$contract['operations']['listProductGroups']['path'] .= '-nema';
		unset( $contract['operations']['getCustomerDebt'] );
		$contract['entities']['product']['gtin']           = 'barKod';
		$contract['entities']['documentLine']['unitPrice'] = 'cena';
		$contract['values']['itemType']                    = [ 'goods' => 'roba' ];
		$contract['entities']['businessUnit']['id']        = 'ipj';
		$found = self::checkWith( $contract );
		self::assertSame( 'fails', $found['listProductGroups']['state'] );
		self::assertStringContainsString( 'status 404', $found['listProductGroups']['message'] . $found['listProductGroups']['answer'] );
		self::assertSame( [ 'not_asked', '' ], [ $found['getCustomerDebt']['state'], $found['getCustomerDebt']['request'] ] );
		self::assertSame( 'differs', $found['listProducts']['state'] );
		self::assertStringContainsString( 'No record has barKod (gtin)', $found['listProducts']['message'] );
		self::assertStringContainsString( 'knows none of the values of', $found['listProducts']['message'] );
		self::assertStringContainsString( '"', (string) $found['listProducts']['answer'] );
		self::assertStringContainsString( 'cena (lines[].unitPrice)', $found['listDocuments']['message'] );
		self::assertSame( [ 'fails', 'businessUnit.id', 'Record 1 has no ipj (id).' ], [ $found['listBusinessUnits']['state'], $found['listBusinessUnits']['field'], $found['listBusinessUnits']['message'] ] );
	}

	public function testAnotherEnvelopeIsNamed(): void {
		$contract                     = self::contractFile();
		$contract['envelope']['data'] = 'rezultat';
		$found                        = self::checkWith( $contract );
		self::assertSame( [ 'fails', 'The envelope is another one: the answer has no rezultat.' ], [ $found['listProducts']['state'], $found['listProducts']['message'] ] );
	}

	public function testASearchThatFindsOthersOrNothingIsDoubted(): void {
		$this->connect();
		$this->restOk( 'POST', 'first-run/test-document' );
		$this->sors->post( 'settings', [ 'ignores' => [ 'externalReference' ] ] );
		$search = self::byOperation( $this->check() )['findDocuments'];
		self::assertSame( 'differs', $search['state'] );
		self::assertStringContainsString( 'it ignores the parameter', $search['message'] );
		$contract = self::contractFile();
		$answer   = Json::with( Json::with( [], $contract['envelope']['success'], true ), $contract['envelope']['data'], [] );
		$this->fault( [ 'kind' => 'body', 'body' => Json::object( $answer ) ], 'findDocuments' );
		$search = self::byOperation( $this->check() )['findDocuments'];
		self::assertSame( 'differs', $search['state'] );
		self::assertStringContainsString( 'does not find a document', $search['message'] );
	}
}
